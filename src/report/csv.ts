import type { Answer } from './answers.js'
import { flatten } from './columns.js'
import { printable } from './text.js'

const FORMULA_START = /^[=+\-@\t\r\uff0b\uff0d\uff1d\uff20]/u

/**
 * One cell: a text that a spreadsheet would run as a formula gets a leading quote, control characters are
 * dropped and line ends escaped.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvCell(text: string): string {
  const safe = printable(text)
  const guarded = FORMULA_START.test(text) || FORMULA_START.test(safe) ? `'${safe}` : safe
  return /[",]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}

/**
 * The answer's rows as comma-separated values with a header line. Gaps have no place in it: the caller says
 * them on stderr.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export function* renderCsv(answer: Answer): Generator<string> {
  const { header, rows } = flatten(answer)
  yield csvLine(header)
  for (const row of rows) yield csvLine(row)
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}
