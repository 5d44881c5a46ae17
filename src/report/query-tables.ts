import { QUERY_GROUPS } from '../query/contract.js'
import { gapLines } from './gap-text.js'
import { gridLines } from './grid.js'
import type { Look } from './look.js'
import type { ListedParam, ListedQuery, QueriesAnswer, QueryAnswer } from './query-answers.js'
import { jsonText } from './json.js'
import { counted, firstFew, printable, wrap } from './text.js'

const ITEMS_SHOWN = 4

/** `query list` for a person, by group; `query show` with parameters, columns and Cypher. */
export function* queriesTable(answer: QueriesAnswer, look: Look): Generator<string> {
  const [only] = answer.queries
  if (answer.queries.length === 1 && only?.cypher !== undefined) {
    yield* shown(only, only.cypher, look)
    return
  }
  let before = ''
  for (const [group, about] of Object.entries(QUERY_GROUPS)) {
    const queries = answer.queries.filter((query) => query.group === group)
    if (queries.length === 0) continue
    yield `${before}${look.bold(group)}  ${look.dim(about)}\n`
    const lines = gridLines(
      [{ title: '' }, { title: '', give: true }, { title: '' }],
      queries.map((query) => [`  ${query.id}`, query.title, query.params.map(needed).join(' ')]),
      look.width,
    )
    yield `${lines.slice(1).join('\n')}\n`
    before = '\n'
  }
  yield `\n${look.dim('run one: inroads query run <id> [--param name=value] [--engine embedded|neo4j]')}\n`
}

function needed(param: ListedParam): string {
  return param.required ? `${param.name}=` : `[${param.name}=]`
}

function* shown(query: ListedQuery, cypher: string, look: Look): Generator<string> {
  yield `${look.bold(query.id)}  ${query.title}\n`
  if (query.params.length > 0) {
    yield `\n${look.bold('parameters')}\n`
    const rows = query.params.map((param) => [
      `  ${param.name}`,
      param.type,
      param.required ? 'required' : `default ${param.default === null ? 'none' : String(param.default)}`,
      `${param.description}, such as ${String(param.example)}`,
    ])
    const lines = gridLines([{ title: '' }, { title: '' }, { title: '' }, { title: '', give: true }], rows, look.width)
    yield `${lines.slice(1).join('\n')}\n`
  }
  yield `\n${look.bold('columns')}\n`
  for (const line of wrap(query.columns.join(', '), look.width - 2)) yield `  ${line}\n`
  yield `\n${look.bold('cypher')}\n`
  for (const line of cypher.trimEnd().split('\n')) yield `  ${line}\n`
}

/** Rows of a query for a person, and what could not be seen. */
export function* queryTable(answer: QueryAnswer, look: Look): Generator<string> {
  if (answer.rows.length === 0) {
    yield `${answer.id === null ? 'no rows' : `\`${answer.id}\` finds nothing${answer.gaps.length > 0 ? ' in what was seen; below is what was not' : ''}`}\n`
  } else {
    const cells = answer.rows.map((row) => row.map(cellText))
    const columns = answer.columns.map((title, i) => ({
      title: title.toUpperCase(),
      right: answer.rows.every((row) => typeof row[i] === 'number'),
      give: i === widest(cells, answer.columns.length),
    }))
    const [header = '', ...lines] = gridLines(columns, cells, look.width)
    yield `${look.bold(header)}\n`
    for (const line of lines) yield `${line}\n`
    yield `\n${look.dim(`${counted(answer.rows.length, 'row')}${answer.truncated ? ', and there are more: raise --limit' : ''}`)}\n`
  }
  const gaps = gapLines(answer.gaps, look)
  if (gaps.length > 0) yield `\n${gaps.join('\n')}\n`
}

/** The column that gives way: the one with the longest cell. */
function widest(cells: readonly (readonly string[])[], count: number): number {
  const widths = Array.from({ length: count }, (_, i) =>
    cells.reduce((most, row) => Math.max(most, row[i]?.length ?? 0), 0),
  )
  return widths.indexOf(Math.max(...widths))
}

function cellText(value: unknown): string {
  if (Array.isArray(value)) return firstFew(value.map(plainText), ITEMS_SHOWN)
  return plainText(value)
}

/** One value as a text for a person: null is empty. */
export function plainText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return printable(typeof value === 'string' ? value : jsonText(value, null))
}
