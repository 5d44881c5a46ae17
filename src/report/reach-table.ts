import { compareText, type Node, type ReachAnswer, type ReachRow } from '../model/index.js'
import { gapLines } from './gap-text.js'
import { gridLines } from './grid.js'
import type { Asked, Look } from './look.js'
import { accessLines, accessWidth, nodeLabel, strongest } from './row-text.js'
import { snapshotLine } from './snapshot-text.js'
import { counted, printable, shortenMiddle } from './text.js'

interface Block {
  party: Node
  rows: ReachRow[]
  entries: Map<string, { entry: Node; rows: ReachRow[] }>
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
  const blocks = groupByParty(shown)
  if (blocks.length === 0) yield* lines('', nothing(answer, one, everybody.length > 0))
  else yield* lines('', ...summary(blocks, look))
  for (const block of blocks) {
    yield '\n'
    yield* lines(look.bold(shortenMiddle(nodeLabel(block.party), look.width)))
    for (const { entry, rows } of block.entries.values()) yield* entryLines(block, entry, rows, look)
  }
  if (everybody.length > 0) yield* lines('', everybodyLine(everybody))
  const gaps = gapLines(answer.gaps, look)
  if (gaps.length > 0) yield* lines('', ...gaps)
}

function* lines(...texts: string[]): Generator<string> {
  for (const text of texts) yield `${text}\n`
}

function isEverybody(party: string): boolean {
  return party === 'public' || party.startsWith('authenticated:')
}

function nothing(answer: ReachAnswer, one: string | null, publicToo: boolean): string {
  const who = one === null ? 'no outside party' : `\`${printable(one)}\``
  const own = publicToo ? ' of its own' : ''
  const seen = answer.gaps.length > 0 ? 'in what was seen; below is what was not' : 'in this snapshot'
  return one === null ? `${who} has access ${seen}` : `${who} has no access${own} ${seen}`
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
    .map((block) => ({
      block,
      rank: strongest(block.rows).rank,
      data: Number(hasData(block.rows)),
      allowed: countOf(block.rows, 'allowed'),
    }))
    .sort(
      (a, b) =>
        b.rank - a.rank || b.data - a.data || b.allowed - a.allowed || compareText(a.block.party.id, b.block.party.id),
    )
    .map(({ block }) => block)
}

function hasData(rows: readonly ReachRow[]): boolean {
  return rows.some((row) => row.data)
}

function countOf(rows: readonly ReachRow[], outcome: ReachRow['outcome']): number {
  return rows.filter((row) => row.outcome === outcome).length
}

function summary(blocks: readonly Block[], look: Look): string[] {
  const [header = '', ...rest] = gridLines(
    [
      { title: 'PARTY', give: true },
      { title: 'STRONGEST' },
      { title: 'DATA' },
      { title: 'YES', right: true },
      { title: 'IF', right: true },
      { title: '?', right: true },
      { title: 'ENTRIES', right: true },
    ],
    blocks.map((block) => [
      nodeLabel(block.party),
      strongest(block.rows).word,
      hasData(block.rows) ? 'yes' : 'no',
      String(countOf(block.rows, 'allowed')),
      String(countOf(block.rows, 'conditional')),
      String(countOf(block.rows, 'unknown')),
      String(block.entries.size),
    ]),
    look.width,
  )
  return [look.bold(header), ...rest]
}

function* entryLines(block: Block, entry: Node, rows: readonly ReachRow[], look: Look): Generator<string> {
  const how = entry.id === block.party.id ? '  directly' : `  enters as ${nodeLabel(entry)}`
  yield* lines(shortenMiddle(how, look.width))
  const column = accessWidth(rows)
  for (const row of rows) yield* lines(...accessLines(row, look, '    ', column))
}

function everybodyLine(rows: readonly ReachRow[]): string {
  const data = hasData(rows) ? ', some with data' : ''
  return `and what everybody has: ${counted(rows.length, 'access', 'accesses')}${data} (\`inroads reach public\`)`
}
