import type { Answer } from './answers.js'
import { flatten } from './columns.js'
import { explainTable } from './explain-table.js'
import { gridLines } from './grid.js'
import { importTable, partiesTable, statusTable } from './inventory-tables.js'
import type { Asked, Look } from './look.js'
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
      return partiesTable(answer, look)
    case 'inroads/import/1':
      return importTable(answer, look)
    case 'inroads/status/1':
      return statusTable(answer, look)
  }
}

/** One line per row with every column, never shortened. */
export function* renderWide(answer: Answer, look: Look): Generator<string> {
  const { header, rows } = flatten(answer)
  const columns = header.map((title) => ({ title: title.toUpperCase() }))
  const cells = [...rows].map((row) => row.map(printable))
  const [first = '', ...rest] = gridLines(columns, cells, null)
  yield `${look.bold(first)}\n`
  for (const line of rest) yield `${line}\n`
}
