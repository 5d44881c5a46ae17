import type { Answer } from './answers.js'
import { flatten } from './columns.js'
import { explainTable } from './explain-table.js'
import { gapLines } from './gap-text.js'
import { gridLines } from './grid.js'
import { importTable, partiesTable, statusTable } from './inventory-tables.js'
import type { Asked, Look } from './look.js'
import { publishTable } from './publish-table.js'
import { queriesTable, queryTable } from './query-tables.js'
import { reachTable } from './reach-table.js'
import { printable } from './text.js'
import { whoCanTable } from './who-can-table.js'

/** The answer for a person, fitted to the terminal. */
export function renderTable(answer: Answer, look: Look, asked: Asked): Iterable<string> {
  switch (answer.schema) {
    case 'inroads/reach/1':
      return reachTable(answer, look, asked)
    case 'inroads/who-can/1':
      return whoCanTable(answer, look, asked)
    case 'inroads/explain/1':
      return explainTable(answer, look)
    case 'inroads/parties/1':
      return partiesTable(answer, look, asked)
    case 'inroads/import/1':
      return importTable(answer, look)
    case 'inroads/status/1':
      return statusTable(answer, look)
    case 'inroads/publish/1':
      return publishTable(answer, look)
    case 'inroads/queries/1':
      return queriesTable(answer, look)
    case 'inroads/query/1':
      return queryTable(answer, look)
  }
}

/** One line per row with every column, never shortened; then everything that was not seen. */
export function* renderWide(answer: Answer, look: Look): Generator<string> {
  const { header, rows } = flatten(answer)
  const columns = header.map((title) => ({ title: title.toUpperCase() }))
  const cells = [...rows].map((row) => row.map(printable))
  const [first = '', ...rest] = gridLines(columns, cells, null)
  yield `${look.bold(first)}\n`
  for (const line of rest) yield `${line}\n`
  const gaps = gapLines(answer.gaps, look)
  if (gaps.length > 0) yield `\n${gaps.join('\n')}\n`
}
