// What it is: compares an answer of the product with what a scenario expects.
// May import: the model's types and the scenario format.
// Never does: ask a question, or take over the product's own matching.
import type {
  Evidence,
  Explanation,
  Gap,
  Outcome,
  ReachAnswer,
  ReachRow,
  Requirement,
  WhoCanAnswer,
  WhoCanRow,
} from '../../src/model/index.js'
import type {
  ExplainQuestion,
  GapPattern,
  ReachQuestion,
  RequirementPattern,
  RowPattern,
  WhoCanQuestion,
} from './scenario-format.js'

type Row = ReachRow | WhoCanRow

/** What is wrong with the rows and gaps of an answer; empty when all is as expected. */
export function gradeRows(question: ReachQuestion | WhoCanQuestion, answer: ReachAnswer | WhoCanAnswer): string[] {
  const rows: readonly Row[] = answer.rows
  const found: string[] = []
  for (const pattern of question.must ?? []) {
    if (!rows.some((row) => fits(row, pattern)))
      found.push(`wrong no-access: no row fits ${quote(pattern)}${near(rows, pattern)}`)
  }
  for (const pattern of question.mustNot ?? []) {
    for (const row of rows)
      if (fits(row, pattern)) found.push(`wrong access: ${quote(pattern)} is fitted by ${rowText(row)}`)
  }
  if (question.only !== undefined) {
    const only = question.only
    for (const row of rows) {
      if (!only.some((pattern) => fits(row, pattern))) found.push(`wrong access: not expected: ${rowText(row)}`)
    }
  }
  if (question.complete !== undefined && answer.complete !== question.complete) {
    found.push(`wrong detail: complete is ${String(answer.complete)}; gaps: ${answer.gaps.map(gapText).join(' | ')}`)
  }
  if (answer.complete !== (answer.gaps.length === 0)) found.push('wrong shape: complete does not follow from the gaps')
  return [...found, ...gradeGaps(question, answer.gaps), ...rows.flatMap(gradeShape)]
}

/** What is wrong with an explanation. */
export function gradeExplanation(question: ExplainQuestion, answer: Explanation): string[] {
  const found: string[] = []
  const expected: readonly string[] = listOf(question.outcome)
  if (!expected.includes(answer.outcome)) {
    const kind =
      answer.outcome === 'denied' ? 'wrong no-access' : expected.includes('denied') ? 'wrong access' : 'wrong detail'
    found.push(`${kind}: ${answer.outcome} instead of ${expected.join(' or ')}; ${verdictText(answer)}`)
  }
  for (const pattern of question.requires ?? []) {
    if (!answer.requires.some((each) => fitsRequirement(each, pattern))) {
      found.push(`wrong detail: ${quote(pattern)} is not required; ${verdictText(answer)}`)
    }
  }
  const kinds = (of: readonly Evidence[]): string[] => of.map(({ kind }) => kind)
  for (const kind of question.because ?? []) {
    if (!kinds(answer.because).includes(kind))
      found.push(`wrong detail: \`${kind}\` is not among the reasons; ${verdictText(answer)}`)
  }
  for (const kind of question.deniedBy ?? []) {
    if (!kinds(answer.deniedBy).includes(kind))
      found.push(`wrong detail: not denied by \`${kind}\`; ${verdictText(answer)}`)
  }
  if (answer.outcome === 'allowed' && answer.requires.length > 0) found.push('wrong shape: allowed, with requirements')
  if (answer.outcome === 'conditional' && answer.requires.length === 0)
    found.push('wrong shape: conditional, without requirements')
  if (answer.outcome === 'denied' && answer.deniedBy.length === 0) found.push('wrong shape: denied, by nothing')
  return [...found, ...gradeGaps(question, answer.gaps)]
}

/** What is wrong with the gaps of an answer. */
export function gradeGaps(
  expected: { gaps?: GapPattern[] | undefined; notGaps?: GapPattern[] | undefined },
  gaps: readonly Gap[],
): string[] {
  const found: string[] = []
  for (const pattern of expected.gaps ?? []) {
    if (!gaps.some((gap) => fitsGap(gap, pattern))) {
      found.push(`wrong no-access: no gap fits ${quote(pattern)}; gaps: ${gaps.map(gapText).join(' | ')}`)
    }
  }
  for (const pattern of expected.notGaps ?? []) {
    for (const gap of gaps) if (fitsGap(gap, pattern)) found.push(`wrong detail: a gap that is none: ${gapText(gap)}`)
  }
  return found
}

/** Does the row fit every field that the pattern gives? */
export function fits(row: Row, pattern: RowPattern): boolean {
  const any = (expected: string | string[] | undefined, ...actual: (string | undefined)[]): boolean =>
    expected === undefined ||
    listOf(expected).some((each) => actual.some((one) => one !== undefined && sameId(one, each)))
  const outcomes: readonly Outcome[] =
    pattern.outcome === undefined ? ['allowed', 'conditional'] : listOf(pattern.outcome)
  const evidence = [...row.because, ...row.path.flatMap((step) => step.because)]
  return (
    outcomes.includes(row.outcome) &&
    any(pattern.target, row.target.id) &&
    (pattern.reaches === undefined || listOf(pattern.reaches).some((resource) => reaches(row, resource))) &&
    any(pattern.principal, 'principal' in row ? row.principal.id : undefined) &&
    any(pattern.party, row.party?.id) &&
    any(pattern.entry, row.entry.id) &&
    any(pattern.via, row.entry.id, ...row.path.flatMap((step) => [step.from, step.to])) &&
    any(pattern.type, row.target.type) &&
    any(pattern.covers, row.target.covers) &&
    listOf(pattern.access ?? []).every((word) => row.access.some((access) => access === word)) &&
    (pattern.data === undefined || row.data === pattern.data) &&
    listOf(pattern.actions ?? []).every((action) => actsBy(row.actions, action)) &&
    requirementsOf(pattern).every((each) => row.requires.some((requirement) => fitsRequirement(requirement, each))) &&
    listOf(pattern.because ?? []).every((kind) => evidence.some((each) => each.kind === kind)) &&
    fitsEscalation(row.escalation, pattern.escalation)
  )
}

function requirementsOf({ requires }: RowPattern): RequirementPattern[] {
  return requires === undefined ? [] : Array.isArray(requires) ? requires : [requires]
}

/** Ids of Azure ignore case. */
function sameId(first: string, second: string): boolean {
  const ofAzure = /^\/(?!\/)/.test(first) || first.startsWith('azure:')
  return ofAzure ? first.toLowerCase() === second.toLowerCase() : first === second
}

/** Is the resource at or below this Azure scope, by its id? */
function isBelow(scope: string, resource: string): boolean {
  const above = scope
    .toLowerCase()
    .split('/')
    .filter((each) => each !== '')
  const below = resource
    .toLowerCase()
    .split('/')
    .filter((each) => each !== '')
  return scope.startsWith('/') && resource.startsWith('/') && above.every((each, at) => below[at] === each)
}

/** Does the row's target, less its exceptions, name this resource, the bucket of this object, or a scope above it? */
function reaches(row: Row, resource: string): boolean {
  const { id, except = [] } = row.target
  if (isBelow(id, resource) && !id.startsWith('//')) return !except.some((each) => isBelow(each, resource))
  const bucket = resource.startsWith('arn:aws:s3:::') ? resource.split('/')[0] : undefined
  // A full resource name of Google Cloud begins with that of what holds it.
  const holds = id.startsWith('//') && resource.startsWith(`${id}/`)
  return (id === bucket || holds || matches(id, resource)) && !except.some((pattern) => matches(pattern, resource))
}

/** Is the action one of these patterns, and none of the `!` exceptions? */
export function actsBy(actions: readonly string[], action: string): boolean {
  const wanted = action.toLowerCase()
  const named = actions.map((each) => each.toLowerCase())
  return (
    named.some((each) => !each.startsWith('!') && matches(each, wanted)) &&
    !named.some((each) => each.startsWith('!') && matches(each.slice(1), wanted))
  )
}

/** `*` and `?` in the pattern; the text is taken literally. */
export function matches(pattern: string, text: string): boolean {
  if (!/[*?]/.test(pattern)) return pattern === text
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replace(/\?/g, '.')
  return new RegExp(`^${source}$`, 's').test(text)
}

function fitsRequirement(requirement: Requirement, pattern: RequirementPattern): boolean {
  const { key, operator, satisfiedBy, values } = typeof pattern === 'string' ? { key: pattern } : pattern
  return (
    requirement.key.toLowerCase() === key.toLowerCase() &&
    (operator === undefined || requirement.operator === operator) &&
    (satisfiedBy === undefined || requirement.satisfiedBy === satisfiedBy) &&
    (values === undefined || values.every((value) => requirement.values.includes(value)))
  )
}

function fitsEscalation(escalation: string | null, expected: boolean | string | undefined): boolean {
  if (expected === undefined) return true
  if (typeof expected === 'boolean') return (escalation !== null) === expected
  return escalation?.toLowerCase().includes(expected.toLowerCase()) === true
}

function fitsGap(gap: Gap, pattern: GapPattern): boolean {
  const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '')
  const service = (text: string): string => plain(text).replace(/^s3api$/, 's3')
  const any = (expected: string | string[] | undefined, test: (text: string) => boolean): boolean =>
    expected === undefined || listOf(expected).some(test)
  return (
    any(pattern.cloud, (text) => gap.cloud === text) &&
    any(pattern.scope, (text) => gap.scope.includes(text)) &&
    any(pattern.region, (text) => gap.region === text) &&
    any(pattern.service, (text) => service(gap.service) === service(text)) &&
    any(pattern.call, (text) => plain(gap.call).endsWith(plain(text))) &&
    any(pattern.reason, (text) => gap.reason === text) &&
    any(pattern.message, (text) => gap.message.toLowerCase().includes(text.toLowerCase()))
  )
}

/** What every row must keep, whatever was asked. */
function gradeShape(row: Row): string[] {
  const found: string[] = []
  if (row.outcome === 'denied') found.push('is denied')
  if (row.outcome === 'allowed' && row.requires.length > 0) found.push('is allowed and has requirements')
  if (row.outcome === 'conditional' && row.requires.length === 0) found.push('is conditional without requirements')
  // A user of ours in outside hands is come in by holding it: nothing is called and no policy decides.
  const [held] = row.path
  const isHeld =
    row.target.covers === 'principal' &&
    row.target.id === row.entry.id &&
    row.path.length === 1 &&
    held !== undefined &&
    (held.edge === 'HOLDS' || held.because.length === 0)
  if (row.outcome !== 'unknown' && row.actions.length === 0 && !isHeld) found.push('has no actions')
  if (row.because.length === 0 && !isHeld) found.push('has no evidence')
  if (row.path.some((step, at) => at > 0 && step.from !== row.path[at - 1]?.to)) found.push('has a broken path')
  return found.map((problem) => `wrong shape: a row ${problem}: ${rowText(row)}`)
}

/** One line for people. */
export function rowText(row: Row): string {
  const who = 'principal' in row ? row.principal.id : (row.party?.id ?? 'nobody')
  const requires = row.requires.map((each) => `${each.key} ${each.operator} ${each.values.join('|')}`)
  const except =
    row.target.except === undefined || row.target.except.length === 0 ? '' : ` except ${row.target.except.join(' ')}`
  return `[${row.outcome}] ${who} via ${row.entry.id} -> ${row.target.id} (${row.target.covers})${except}: ${row.actions.join(' ')}${requires.length === 0 ? '' : `; requires ${requires.join(', ')}`}`
}

function near(rows: readonly Row[], pattern: RowPattern): string {
  const { outcome: _outcome, requires: _requires, actions: _actions, ...rest } = pattern
  const close = rows.filter((row) => fits(row, { ...rest, outcome: ['allowed', 'conditional', 'unknown'] })).slice(0, 3)
  return close.length === 0 ? '' : `; near: ${close.map(rowText).join(' | ')}`
}

function verdictText({ because, deniedBy, requires }: Explanation): string {
  const kinds = (of: readonly Evidence[]): string =>
    of.map(({ kind, sid, statement }) => `${kind}/${sid ?? String(statement)}`).join(',')
  return `because ${kinds(because)} denied by ${kinds(deniedBy)} requires ${requires.map(({ key }) => key).join(',')}`
}

function gapText({ scope, service, call, reason, message }: Gap): string {
  return `${scope} ${service} ${call} ${reason}: ${message}`
}

function quote(value: unknown): string {
  return JSON.stringify(value)
}

function listOf<T>(value: T | T[]): T[] {
  return Array.isArray(value) ? value : [value]
}
