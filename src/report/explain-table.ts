import type { Evidence, Explanation, LayerVerdict, Outcome } from '../model/index.js'
import { waysOf } from './conditions.js'
import { gapSummary } from './gap-text.js'
import { layerText } from './layer-text.js'
import type { Look } from './look.js'
import { requirementText, SATISFIED_BY, wayLines } from './requirement-text.js'
import { snapshotLine } from './snapshot-text.js'
import { firstFew, printable, shortenEnd, wrap } from './text.js'

const QUOTE_LINES = 14
const STATEMENTS_PER_LAYER = 4
const DOCUMENTS_SHOWN = 3

const VERDICT: Record<Outcome, string> = {
  allowed: 'ALLOWED',
  conditional: 'CONDITIONAL',
  denied: 'DENIED',
  unknown: 'UNKNOWN',
}

/** Layers that can only take away: what merely passes through them needs no quoting. */
const GUARDRAILS: ReadonlySet<string> = new Set([
  'scp',
  'rcp',
  'boundary',
  'session-policy',
  'endpoint-policy',
  'public-access-block',
  'deny-assignment',
  'deny-policy',
  'access-boundary',
  'perimeter',
])

/** `explain` for a person: the verdict, what it depends on, why not, then each layer with the statements it stands on. */
export function* explainTable(answer: Explanation, look: Look): Generator<string> {
  yield `${look.bold(look.outcome[answer.outcome](VERDICT[answer.outcome]))}\n`
  yield* indented(wrap(sentenceOf(answer), look.width - 2), '  ')
  yield `  ${snapshotLine(answer.snapshot, look)}\n`
  const conditions = wayLines(
    waysOf(answer),
    (requirement) => `${requirementText(requirement)} (${SATISFIED_BY[requirement.satisfiedBy]})`,
  )
  if (conditions.length > 0) {
    yield `\n${look.bold('it depends on')}\n`
    for (const text of conditions) yield* indented(wrap(text, look.width - 2), '  ')
  }
  if (answer.deniedBy.length > 0) {
    yield `\n${look.bold('why not')}\n`
    for (const evidence of answer.deniedBy) yield* whyNot(evidence, answer, look)
  }
  yield `\n${look.bold('layer by layer')}\n`
  if (answer.layers.length === 0) yield '  no layer has anything to say\n'
  for (const levels of layersByKind(answer.layers)) yield* layerLines(levels, answer, look)
  const gaps = gapSummary(answer.gaps, look)
  if (gaps.length > 0) yield `\n${gaps.join('\n')}\n`
}

function sentenceOf(answer: Explanation): string {
  const who = printable(answer.principal)
  const what = `\`${printable(answer.action)}\` on ${printable(answer.resource)}`
  const sentences: Record<Outcome, string> = {
    allowed: `${who} may ${what}`,
    conditional: `${who} may ${what} if what is below holds`,
    denied: `${who} may not ${what}`,
    unknown: `it is not known whether ${who} may ${what}: something that decides it could not be read`,
  }
  return sentences[answer.outcome]
}

/** The layers, with the levels of one kind (organization policies have several) together. */
function layersByKind(layers: readonly LayerVerdict[]): LayerVerdict[][] {
  const kinds = new Map<string, LayerVerdict[]>()
  for (const layer of layers) {
    const levels = kinds.get(layer.kind)
    if (levels === undefined) kinds.set(layer.kind, [layer])
    else levels.push(layer)
  }
  return [...kinds.values()]
}

/** Levels come from the organization's root down to the account. */
function levelName(index: number, count: number): string {
  if (index === 0) return 'the organization root'
  if (index === count - 1) return 'the account'
  return count === 3 ? 'the organizational unit' : `unit ${String(index)} of ${String(count - 2)}`
}

function* indented(lines: readonly string[], indent: string): Generator<string> {
  for (const line of lines) yield `${indent}${line}\n`
}

function place(evidence: Evidence): string {
  const document = printable(evidence.document)
  if (evidence.statement === null) return document
  const sid = evidence.sid === null || evidence.sid === '' ? '' : ` "${printable(evidence.sid)}"`
  return `${document}, statement ${String(evidence.statement)}${sid}`
}

function* whyNot(evidence: Evidence, answer: Explanation, look: Look): Generator<string> {
  const layer = layerText(evidence.kind)
  const silent = evidence.statement === null
  const why = silent ? `${layer.name}: ${layer.absent}` : `${layer.name}: an explicit deny in ${place(evidence)}`
  const change = silent
    ? `to allow: ${layer.change}`
    : 'to allow: that statement would have to go, or its condition, action, resource or principal would have to leave this request out'
  yield* indented(wrap(why, look.width - 2), '  ')
  const where = silent ? silentPlace(evidence, answer) : null
  if (where !== null) yield* indented(wrap(where, look.width - 4).map(look.dim), '    ')
  yield* indented(wrap(change, look.width - 4).map(look.dim), '    ')
}

/** Which document or level it is that has nothing to say. */
function silentPlace({ kind, document }: Evidence, answer: Explanation): string | null {
  if (document === '') return null
  const level = /^(?:scp|rcp) level (\d{1,3})$/.exec(document)?.[1]
  if (level !== undefined) {
    const count = answer.layers.filter((layer) => layer.kind === kind).length
    return `at ${levelName(Number(level), count)}`
  }
  return document === answer.principal ? `of ${printable(document)}` : `in ${printable(document)}`
}

const SAYS = {
  one: { allowed: 'allows', conditional: 'allows under conditions', unknown: 'could not be read' },
  many: { allowed: 'allow', conditional: 'allow under conditions', unknown: 'could not be read' },
} as const

function says(layer: LayerVerdict, answer: Explanation): string {
  const explicit = layer.because.some((one) => one.statement !== null)
  const verbs = SAYS[layerText(layer.kind).name.endsWith('s') ? 'many' : 'one']
  const [denies, has] = verbs === SAYS.many ? ['deny', 'have'] : ['denies', 'has']
  const said =
    layer.outcome === 'denied' ? (explicit ? denies : `${has} nothing that allows this`) : verbs[layer.outcome]
  const decides = layer.outcome === 'denied' && answer.deniedBy.some((evidence) => evidence.kind === layer.kind)
  return `${said}${decides ? ' (this decides)' : ''}`
}

function* layerLines(levels: readonly LayerVerdict[], answer: Explanation, look: Look): Generator<string> {
  const passing = levels.filter((layer) => GUARDRAILS.has(layer.kind) && layer.outcome === 'allowed')
  if (passing.length === levels.length) {
    yield* passingLines(passing, answer, look)
    return
  }
  for (const [index, layer] of levels.entries()) {
    const at = levels.length > 1 ? ` at ${levelName(index, levels.length)}` : ''
    const paint = passing.includes(layer) ? look.dim : look.outcome[layer.outcome]
    const head = `${printable(layerText(layer.kind).name)}${at}: ${says(layer, answer)}`
    yield* indented(wrap(head, look.width - 2).map(paint), '  ')
    if (!passing.includes(layer)) yield* quotes(layer, look)
  }
}

/** A guardrail that lets the request pass at every level: one line, and the policies by name. */
function* passingLines(levels: readonly LayerVerdict[], answer: Explanation, look: Look): Generator<string> {
  const [first] = levels
  if (first === undefined) return
  const everywhere =
    levels.length > 1 ? ` at all ${String(levels.length)} levels, from the organization root to the account` : ''
  const line = `  ${printable(layerText(first.kind).name)}: ${says(first, answer)}${everywhere}`
  yield `${shortenEnd(line, look.width)}\n`
  const documents = [...new Set(levels.flatMap((layer) => layer.because.map((one) => printable(one.document))))]
  if (documents.length > 0)
    yield* indented(wrap(`by ${firstFew(documents, DOCUMENTS_SHOWN)}`, look.width - 4).map(look.dim), '    ')
}

function* quotes(layer: LayerVerdict, look: Look): Generator<string> {
  const said = layer.because.filter((evidence) => evidence.statement !== null || evidence.text !== '')
  // In a guardrail that asks for something, what lets everything pass says nothing.
  const asking = said.filter((evidence) => evidence.text.includes('"Condition"'))
  const quoted = GUARDRAILS.has(layer.kind) && layer.outcome === 'conditional' && asking.length > 0 ? asking : said
  for (const evidence of quoted.slice(0, STATEMENTS_PER_LAYER)) {
    yield* indented(wrap(place(evidence), look.width - 4), '    ')
    yield* indented(quote(evidence.text, look.width - 6).map(look.dim), '      ')
  }
  if (quoted.length > STATEMENTS_PER_LAYER) {
    yield `    and ${String(quoted.length - STATEMENTS_PER_LAYER)} more statements (all: -o json)\n`
  }
}

/** The statement as indented JSON, cut to a dozen lines; a text that is no JSON is quoted as it is. */
export function quote(text: string, width: number): string[] {
  if (text === '') return []
  let pretty: string
  try {
    pretty = JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return [shortenEnd(printable(text), width)]
  }
  const all = pretty.split('\n')
  const lines = all.length > QUOTE_LINES ? compact(text, width) : all
  const cut = lines.slice(0, QUOTE_LINES).map((line) => shortenEnd(printable(line), width))
  return lines.length > QUOTE_LINES
    ? [...cut.slice(0, -1), `… ${String(lines.length - QUOTE_LINES + 1)} more lines`]
    : cut
}

/** A long statement with its elements one after the other, each wrapped where it does not fit on a line. */
function compact(text: string, width: number): string[] {
  const value: unknown = JSON.parse(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [JSON.stringify(value)]
  const entries = Object.entries(value)
  const lines = entries.flatMap(([key, element], index) => {
    const comma = index < entries.length - 1 ? ',' : ''
    const flat = JSON.stringify(element, null, 1).replace(/\n\s*/g, ' ')
    const [first = '', ...rest] = wrap(`${JSON.stringify(key)}: ${flat}${comma}`, width - 4)
    return [`  ${first}`, ...rest.map((line) => `    ${line}`)]
  })
  return ['{', ...lines, '}']
}
