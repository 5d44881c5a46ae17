import type { WhoCanAnswer, WhoCanRow } from '../model/index.js'
import { waysOf } from './conditions.js'
import { gapSummary } from './gap-text.js'
import { mark, type Asked, type Look } from './look.js'
import { placesOf, shortName, type Places } from './place-text.js'
import { conditionLines, nodeLabel, partyLabel, throughText } from './row-text.js'
import { snapshotLine } from './snapshot-text.js'
import { counted, firstFew, printable, shortenMiddle, wrap } from './text.js'

const ROWS_SHOWN = 100
const EXCEPTIONS_SHOWN = 3

/** `who-can` for a person: outsiders first, then our own, each principal with its way and its conditions. */
export function* whoCanTable(answer: WhoCanAnswer, look: Look, asked: Asked): Generator<string> {
  yield `${snapshotLine(answer.snapshot, look)}\n\n`
  const outside = answer.rows.filter((row) => row.party !== null)
  const ours = answer.rows.filter((row) => row.party === null)
  const question = `\`${printable(asked.action ?? '')}\` on \`${printable(asked.resource ?? '')}\``
  const places = placesOf(
    asked.scopeNames,
    answer.rows.map((row) => row.target),
  )
  if (answer.rows.length === 0) {
    const text =
      answer.gaps.length > 0
        ? `nobody was found who can ${question}, but not everything was seen: this is no proof of "nobody"`
        : `nobody can ${question} in this snapshot`
    yield* all(wrap(text, look.width))
  } else {
    const count = `${counted(principals(outside), 'outside principal')} and ${String(principals(ours))} of ours can`
    yield* all(wrap(`${count} ${question}`, look.width))
  }
  yield* group('outside', outside, look, places)
  yield* group('ours', ours, look, places)
  const gaps = gapSummary(answer.gaps, look, answer.rows)
  if (gaps.length > 0) yield* all(['', ...gaps])
}

function* all(texts: readonly string[]): Generator<string> {
  for (const text of texts) yield `${text}\n`
}

function principals(rows: readonly WhoCanRow[]): number {
  return new Set(rows.map((row) => row.principal.id)).size
}

function* group(title: string, rows: readonly WhoCanRow[], look: Look, places: Places): Generator<string> {
  if (rows.length === 0) return
  yield `\n${look.bold(title)}\n`
  for (const row of rows.slice(0, ROWS_SHOWN)) yield* all(rowLines(row, look, places))
  const more = rows.length - ROWS_SHOWN
  if (more > 0) yield `  and ${String(more)} more (all: -o wide, -o csv or -o ndjson)\n`
}

function rowLines(row: WhoCanRow, look: Look, places: Places): string[] {
  const { party, principal } = row
  const from = party === null || party.id === principal.id ? '' : `, as ${nodeLabel(principal)}`
  const who = party === null ? nodeLabel(principal) : `${partyLabel(party)}${from}`
  const lines = [`  ${mark(row.outcome, look)}  ${shortenMiddle(who, look.width - 7)}`]
  const below = (text: string): void => {
    for (const line of wrap(text, look.width - 9)) lines.push(look.dim(`         ${line}`))
  }
  const becomes = row.target.covers === 'principal'
  if (row.entry.id !== principal.id && !(becomes && row.entry.id === row.target.id))
    below(`enters as ${shortName(row.entry.id, places)}`)
  const through = throughText(row, places)
  if (through !== null) below(through)
  const except = (row.target.except ?? []).map(printable)
  if (except.length > 0) below(`except ${firstFew(except, EXCEPTIONS_SHOWN)}`)
  if (row.escalation !== null) below(`by escalation ${printable(row.escalation)}`)
  if (row.outcome === 'unknown' && row.actions.length === 0) below('what it may do was not read')
  return [...lines, ...conditionLines(waysOf(row), look, '         ')]
}
