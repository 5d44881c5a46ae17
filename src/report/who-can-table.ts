import type { WhoCanAnswer, WhoCanRow } from '../model/index.js'
import { gapLines } from './gap-text.js'
import type { Asked, Look } from './look.js'
import { accessLines, accessWidth, nodeLabel } from './row-text.js'
import { snapshotLine } from './snapshot-text.js'
import { counted, printable, shortenMiddle } from './text.js'

/** `who-can` for a person: outsiders first, then our own, each principal with its accesses. */
export function* whoCanTable(answer: WhoCanAnswer, look: Look, asked: Asked): Generator<string> {
  yield `${snapshotLine(answer.snapshot, look)}\n\n`
  const outside = answer.rows.filter((row) => row.party !== null)
  const ours = answer.rows.filter((row) => row.party === null)
  const question = `\`${printable(asked.action ?? '')}\` on \`${printable(asked.resource ?? '')}\``
  const names = new Set(answer.rows.map((row) => row.principal.id))
  if (names.size === 0) {
    const seen = answer.gaps.length > 0 ? 'in what was seen; below is what was not' : 'in this snapshot'
    yield `nobody can ${question} ${seen}\n`
  } else {
    const outsiders = new Set(outside.map((row) => row.principal.id)).size
    yield `${counted(names.size, 'principal')} can ${question}, ${String(outsiders)} of them outside\n`
  }
  yield* group('outside', outside, look)
  yield* group('ours', ours, look)
  const gaps = gapLines(answer.gaps, look)
  if (gaps.length > 0) yield `\n${gaps.join('\n')}\n`
}

function* group(title: string, rows: readonly WhoCanRow[], look: Look): Generator<string> {
  if (rows.length === 0) return
  yield `\n${look.bold(title)}\n`
  const column = accessWidth(rows)
  let principal: string | null = null
  for (const row of rows) {
    if (row.principal.id !== principal) {
      principal = row.principal.id
      const party = row.party === null || row.party.id === principal ? '' : ` of ${nodeLabel(row.party)}`
      yield `${shortenMiddle(`  ${nodeLabel(row.principal)}${party}`, look.width)}\n`
    }
    for (const line of accessLines(row, look, '    ', column)) yield `${line}\n`
  }
}
