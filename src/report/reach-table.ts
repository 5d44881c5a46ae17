import { compareText, type Entry, type Node, type ReachAnswer, type ReachRow } from '../model/index.js'
import { entryLines } from './entry-block.js'
import { gapSummary } from './gap-text.js'
import { gridLines } from './grid.js'
import type { Asked, Look } from './look.js'
import { placesOf, type Places } from './place-text.js'
import { isEverybody, partyLabel } from './row-text.js'
import { snapshotLine } from './snapshot-text.js'
import { compareStrength, strongestRow, strongestWord } from './strength.js'
import { counted, printable, shortenMiddle, wrap } from './text.js'

/** From this width on, the summary also says in which accounts. */
const WIDTH_FOR_PLACES = 90

interface Block {
  party: Node
  rows: ReachRow[]
  entries: Map<string, { entry: Entry; rows: ReachRow[] }>
}

/**
 * `reach` for a person: a summary line per party, strongest first, then each party's accesses under the
 * identity by which it enters. What everybody has is one line in the answer about one party.
 */
export function* reachTable(answer: ReachAnswer, look: Look, asked: Asked): Generator<string> {
  yield* lines(snapshotLine(answer.snapshot, look))
  const one = asked.party ?? null
  const fold = one !== null && !isEverybody(one)
  const shown = fold ? answer.rows.filter((row) => !isEverybody(row.party.id)) : answer.rows
  const everybody = fold ? answer.rows.filter((row) => isEverybody(row.party.id)) : []
  const places = placesOf(
    asked.scopeNames,
    answer.rows.flatMap((row) => [row.target, row.entry]),
  )
  const blocks = groupByParty(shown)
  if (blocks.length === 0) yield* lines('', ...nothing(answer, one, everybody.length > 0, look))
  else yield* lines('', ...summary(blocks, look, places))
  for (const block of blocks) {
    yield '\n'
    yield* lines(look.bold(shortenMiddle(partyLabel(block.party), look.width)))
    for (const { entry, rows } of block.entries.values()) yield* lines(...entryLines(entry, rows, look, places))
  }
  if (everybody.length > 0) yield* lines('', ...everybodyLines(everybody, look))
  const gaps = gapSummary(answer.gaps, look, answer.rows)
  if (gaps.length > 0) yield* lines('', ...gaps)
}

function* lines(...texts: string[]): Generator<string> {
  for (const text of texts) yield `${text}\n`
}

/** INVARIANT: while something was not seen, an empty answer does not read as "no access". */
function nothing(answer: ReachAnswer, one: string | null, publicToo: boolean, look: Look): string[] {
  const who = one === null ? 'any outside party' : `\`${printable(one)}\``
  if (answer.gaps.length > 0) {
    const own = publicToo ? ', apart from what everybody has' : ''
    const text = `nothing found for ${who}${own}, but not everything was seen: this is no proof of "no access"`
    return wrap(text, look.width).map(look.outcome.unknown)
  }
  const own = publicToo ? ' of its own' : ''
  return wrap(
    one === null ? 'no outside party has access in this snapshot' : `${who} has no access${own} in this snapshot`,
    look.width,
  )
}

function groupByParty(rows: readonly ReachRow[]): Block[] {
  const blocks = new Map<string, Block>()
  for (const row of rows) {
    const block: Block = blocks.get(row.party.id) ?? { party: row.party, rows: [], entries: new Map() }
    blocks.set(row.party.id, block)
    block.rows.push(row)
    const under = block.entries.get(row.entry.id)
    if (under === undefined) block.entries.set(row.entry.id, { entry: row.entry, rows: [row] })
    else under.rows.push(row)
  }
  return [...blocks.values()]
    .map((block) => ({ block, best: strongestRow(block.rows), allowed: countOf(block.rows, 'allowed') }))
    .sort(
      (a, b) =>
        (a.best === undefined || b.best === undefined ? 0 : compareStrength(a.best, b.best)) ||
        b.allowed - a.allowed ||
        compareText(a.block.party.id, b.block.party.id),
    )
    .map(({ block }) => block)
}

function hasData(rows: readonly ReachRow[]): boolean {
  return rows.some((row) => row.data)
}

function countOf(rows: readonly ReachRow[], outcome: ReachRow['outcome']): number {
  return rows.filter((row) => row.outcome === outcome).length
}

function summary(blocks: readonly Block[], look: Look, places: Places): string[] {
  const withPlaces = look.width >= WIDTH_FOR_PLACES
  const [header = '', ...rest] = gridLines(
    [
      { title: 'PARTY', give: true },
      { title: 'STRONGEST' },
      { title: 'DATA' },
      { title: 'YES', right: true },
      { title: 'IF', right: true },
      { title: '?', right: true },
      ...(withPlaces ? [{ title: 'IN' }] : []),
    ],
    blocks.map((block) => [
      partyLabel(block.party),
      strongestWord(block.rows),
      hasData(block.rows) ? 'yes' : 'no',
      String(countOf(block.rows, 'allowed')),
      String(countOf(block.rows, 'conditional')),
      String(countOf(block.rows, 'unknown')),
      ...(withPlaces ? [placesText(block.rows, places)] : []),
    ]),
    look.width,
  )
  const painted = rest.map((line, i) =>
    strongestWord(blocks[i]?.rows ?? []) === 'EVERYTHING' ? look.alarm(line) : line,
  )
  return [look.bold(header), ...painted, look.dim('yes: without an if · if: under conditions · ?: not known')]
}

/** The account in which a party gets something, or how many there are. */
function placesText(rows: readonly ReachRow[], places: Places): string {
  const scopes = new Set(rows.map((row) => (row.target.covers === 'scope' ? row.target.id : row.target.scope)))
  scopes.delete(null)
  const [only] = scopes
  if (scopes.size !== 1 || only === null || only === undefined) {
    const accounts = [...scopes].every((scope) => scope?.startsWith('aws:') === true)
    return counted(scopes.size, accounts ? 'account' : 'scope')
  }
  return printable(places.get(only) ?? only)
}

/** What everybody has, in one line: by outcome, and whether content is among it. */
function everybodyLines(rows: readonly ReachRow[], look: Look): string[] {
  const words = [
    { outcome: 'allowed', text: 'without an if' },
    { outcome: 'conditional', text: 'under conditions' },
    { outcome: 'unknown', text: 'not known' },
  ] as const
  const counts = words
    .map(({ outcome, text }) => ({ count: countOf(rows, outcome), text }))
    .filter(({ count }) => count > 0)
    .map(({ count, text }) => `${String(count)} ${text}`)
  const data = hasData(rows) ? ', some with data' : ''
  return wrap(`and what everybody has: ${counts.join(', ')}${data} (\`inroads reach public\`)`, look.width)
}
