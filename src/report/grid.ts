import { displayWidth, padEnd, padStart, shortenMiddle } from './text.js'

/** A column of a grid; `right` aligns numbers, `give` marks the one column that shrinks when the line is too long. */
export interface Column {
  title: string
  right?: boolean
  give?: boolean
}

/** Lines of aligned columns under a header, two spaces apart; `width` null never shortens. */
export function gridLines(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number | null,
): string[] {
  const widths = columns.map((column, i) => {
    let widest = displayWidth(column.title)
    for (const row of rows) widest = Math.max(widest, displayWidth(row[i] ?? ''))
    return widest
  })
  if (width !== null) {
    const giving = columns.findIndex((column) => column.give)
    const total = widths.reduce((sum, one) => sum + one + 2, -2)
    if (giving >= 0 && total > width) widths[giving] = Math.max(12, (widths[giving] ?? 0) - (total - width))
  }
  const line = (cells: readonly string[]): string =>
    columns
      .map((column, i) => {
        const cell = shortenMiddle(cells[i] ?? '', widths[i] ?? 0)
        return column.right ? padStart(cell, widths[i] ?? 0) : padEnd(cell, widths[i] ?? 0)
      })
      .join('  ')
      .trimEnd()
  return [line(columns.map((column) => column.title)), ...rows.map(line)]
}
