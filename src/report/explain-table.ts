import type { Evidence, Explanation, LayerVerdict, Outcome } from '../model/index.js'
import { gapLines } from './gap-text.js'
import { layerText } from './layer-text.js'
import type { Look } from './look.js'
import { requirementLines, requirementText, SATISFIED_BY } from './requirement-text.js'
import { snapshotLine } from './snapshot-text.js'
import { printable, shortenEnd, wrap } from './text.js'

const QUOTE_LINES = 12
const STATEMENTS_PER_LAYER = 4

const VERDICT: Record<Outcome, { word: string; may: string }> = {
  allowed: { word: 'ALLOWED', may: 'may' },
  conditional: { word: 'CONDITIONAL', may: 'may, if what is below holds,' },
  denied: { word: 'DENIED', may: 'may not' },
  unknown: { word: 'UNKNOWN', may: 'may or may not (not everything could be read)' },
}

/** `explain` for a person: the verdict, what it depends on, why not, then each layer with the statements it stands on. */
export function* explainTable(answer: Explanation, look: Look): Generator<string> {
  const verdict = VERDICT[answer.outcome]
  const sentence = `${printable(answer.principal)} ${verdict.may} \`${printable(answer.action)}\` on ${printable(answer.resource)}`
  yield `${look.bold(look.outcome[answer.outcome](verdict.word))}\n`
  yield* indented(wrap(sentence, look.width - 2), '  ')
  yield `  ${snapshotLine(answer.snapshot, look)}\n`
  const conditions = requirementLines(
    answer.requires,
    answer.alternatives,
    (requirement) => `${requirementText(requirement)} (${SATISFIED_BY[requirement.satisfiedBy]})`,
  )
  if (conditions.length > 0) {
    yield `\n${look.bold('it depends on')}\n`
    for (const text of conditions) yield* indented(wrap(text, look.width - 2), '  ')
  }
  if (answer.deniedBy.length > 0) {
    yield `\n${look.bold('why not')}\n`
    for (const evidence of answer.deniedBy) yield* whyNot(evidence, look)
  }
  yield `\n${look.bold('layer by layer')}\n`
  if (answer.layers.length === 0) yield '  no layer has anything to say\n'
  for (const layer of answer.layers) yield* layerLines(layer, answer, look)
  const gaps = gapLines(answer.gaps, look)
  if (gaps.length > 0) yield `\n${gaps.join('\n')}\n`
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

function* whyNot(evidence: Evidence, look: Look): Generator<string> {
  const layer = layerText(evidence.kind)
  const why =
    evidence.statement === null
      ? `${layer.name}: ${layer.absent}`
      : `${layer.name}: an explicit deny in ${place(evidence)}`
  const change =
    evidence.statement === null
      ? `to allow: ${layer.change}`
      : 'to allow: that statement would have to go, or its condition, action, resource or principal would have to leave this request out'
  yield* indented(wrap(why, look.width - 2), '  ')
  if (evidence.statement === null && evidence.document !== '') {
    yield* indented(wrap(`in ${printable(evidence.document)}`, look.width - 4).map(look.dim), '    ')
  }
  yield* indented(wrap(change, look.width - 4).map(look.dim), '    ')
}

function layerSays(layer: LayerVerdict, answer: Explanation): string {
  const explicit = layer.because.some((one) => one.statement !== null)
  const texts: Record<Outcome, string> = {
    allowed: 'allows',
    conditional: 'allows under conditions',
    denied: explicit ? 'denies' : 'has nothing that allows this',
    unknown: 'could not be read',
  }
  const decides = answer.deniedBy.some((evidence) => evidence.kind === layer.kind)
  return `${texts[layer.outcome]}${decides ? ' (this decides)' : ''}`
}

function* layerLines(layer: LayerVerdict, answer: Explanation, look: Look): Generator<string> {
  const says = look.outcome[layer.outcome](layerSays(layer, answer))
  yield `  ${printable(layerText(layer.kind).name)}: ${says}\n`
  const quoted = layer.because.filter((evidence) => evidence.statement !== null || evidence.text !== '')
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

/** A long statement with one line per element of it, lists written on one line where they fit. */
function compact(text: string, width: number): string[] {
  const value: unknown = JSON.parse(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [JSON.stringify(value)]
  const entries = Object.entries(value)
  const lines = entries.flatMap(([key, element], index) => {
    const comma = index < entries.length - 1 ? ',' : ''
    const flat = `  ${JSON.stringify(key)}: ${JSON.stringify(element)}${comma}`
    if (flat.length <= width) return [flat]
    return `  ${JSON.stringify(key)}: ${JSON.stringify(element, null, 2)}${comma}`
      .split('\n')
      .map((line, i) => (i > 0 ? `  ${line}` : line))
  })
  return ['{', ...lines, '}']
}
