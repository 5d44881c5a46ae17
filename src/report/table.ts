import { gapsOf, type Answer } from './answers.js'
import { collectTable, mergeTable, planTable } from './collect-table.js'
import { flatten } from './columns.js'
import { doctorTable } from './doctor-table.js'
import { explainTable } from './explain-table.js'
import { gapLines } from './gap-text.js'
import { gridLines } from './grid.js'
import { importTable, partiesTable } from './inventory-tables.js'
import type { Asked, Look } from './look.js'
import { publishTable } from './publish-table.js'
import { queriesTable, queryTable } from './query-tables.js'
import { reachTable } from './reach-table.js'
import { printable } from './text.js'
import { statusTable } from './status-table.js'
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
    case 'inroads/collect/1':
      return collectTable(answer, look)
    case 'inroads/merge/1':
      return mergeTable(answer, look)
    case 'inroads/doctor/1':
      return doctorTable(answer, look)
    case 'inroads/plan/1':
      return planTable(answer, look)
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
  const gaps = gapLines(gapsOf(answer), look)
  if (gaps.length > 0) yield `\n${gaps.join('\n')}\n`
}
