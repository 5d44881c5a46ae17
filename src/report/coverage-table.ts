import { compareText, type Cloud } from '../model/index.js'
import type { CoverageCell } from './collect-answers.js'
import { CLOUD_NAMES } from './doctor-table.js'
import { gridLines } from './grid.js'
import type { Look } from './look.js'
import { counted, displayWidth, firstFew, printable, shortenEnd, wrap } from './text.js'

/** What one service of one scope comes to, over all regions. */
type Word = 'all' | 'part' | 'NOT' | 'none' | 'old'

const LEGEND =
  'all: every call was answered, part: some were, NOT: none was, none: asked, and there is none, old: kept from before, -: not asked'
const SERVICES_SHOWN = 12

/** The matrix of a snapshot: services by scopes where the scopes fit on the line, else services with counts of scopes. */
export function* coverageLines(cells: readonly CoverageCell[], look: Look): Generator<string> {
  if (cells.length === 0) return
  for (const cloud of new Set(cells.map((cell) => cell.cloud))) yield* cloudLines(cells, cloud, look)
  yield* wrap(LEGEND, look.width).map((line) => `${look.dim(line)}\n`)
}

function* cloudLines(cells: readonly CoverageCell[], cloud: Cloud, look: Look): Generator<string> {
  const services = new Map<string, Map<string, CoverageCell[]>>()
  const scopes = new Set<string>()
  for (const cell of cells) {
    if (cell.cloud !== cloud) continue
    scopes.add(cell.scope)
    const byScope = services.get(cell.service) ?? new Map<string, CoverageCell[]>()
    services.set(cell.service, byScope)
    const list = byScope.get(cell.scope) ?? []
    byScope.set(cell.scope, list)
    list.push(cell)
  }
  const words = new Map([...services].map(([service, byScope]) => [service, wordsOf(byScope)] as const))
  const isMany = words.size > SERVICES_SHOWN
  const foldable = (isSame: (byScope: ReadonlyMap<string, Word>) => boolean): string[] => {
    const same = [...words].filter(([, byScope]) => isSame(byScope)).map(([service]) => service)
    return isMany && same.length > 1 ? same.sort(compareText) : []
  }
  const whole = foldable((byScope) => [...byScope.values()].every((word) => word === 'all' || word === 'none'))
  const silent = foldable(
    (byScope) => byScope.size === scopes.size && [...byScope.values()].every((word) => word === 'NOT'),
  )
  const folded = new Set([...whole, ...silent])
  const shown = [...words].filter(([service]) => !folded.has(service)).sort((a, b) => compareText(a[0], b[0]))
  const names = [...scopes].sort(compareText)
  yield '\n'
  const title = CLOUD_NAMES[cloud]
  const lines = matrixLines(title, shown, names, look.width) ?? countLines(title, shown, names.length, look.width)
  const [header = '', ...rest] = lines
  yield `${look.bold(header)}\n`
  for (const line of rest) yield `${line}\n`
  const sentences = [
    ...(silent.length === 0
      ? []
      : [`${counted(silent.length, 'service')}: no call was answered: ${silent.map(printable).join(', ')}`]),
    ...(whole.length === 0 ? [] : [`${counted(whole.length, 'service')}: every call was answered (all: -o wide)`]),
  ]
  for (const text of sentences) yield* wrap(text, look.width).map((line) => `${line}\n`)
}

type Words = readonly (readonly [service: string, words: ReadonlyMap<string, Word>])[]

/** Null where the scopes do not fit beside each other. */
function matrixLines(title: string, shown: Words, scopes: readonly string[], width: number): string[] | null {
  const titles = scopes.map((scope) => (scope === '' ? 'anywhere' : printable(scope)))
  const first = Math.max(displayWidth(title), ...shown.map(([service]) => displayWidth(printable(service))))
  if (titles.reduce((sum, text) => sum + displayWidth(text) + 2, first) > width) return null
  return gridLines(
    [{ title }, ...titles.map((text) => ({ title: text }))],
    shown.map(([service, words]) => [printable(service), ...scopes.map((scope) => words.get(scope) ?? '-')]),
    null,
  )
}

const COUNTED: readonly (readonly [title: string, word: Word])[] = [
  ['ALL', 'all'],
  ['PART', 'part'],
  ['NOT', 'NOT'],
  ['NONE', 'none'],
  ['OLD', 'old'],
]

/** In how many scopes a service was read, and in which it was not whole. What is nowhere has no column. */
function countLines(title: string, shown: Words, scopes: number, width: number): string[] {
  const columnsShown = COUNTED.filter(([, word]) => shown.some(([, words]) => [...words.values()].includes(word)))
  const isBroken = columnsShown.some(([, word]) => word !== 'all' && word !== 'none')
  const columns = [
    { title: `${title}, ${counted(scopes, 'scope')}` },
    ...columnsShown.map(([text]) => ({ title: text, right: true })),
    ...(isBroken ? [{ title: 'NOT WHOLE IN', give: true }] : []),
  ]
  const rows = shown.map(([service, words]) => {
    const broken = [...words].filter(([, word]) => word !== 'all' && word !== 'none')
    return [
      printable(service),
      ...columnsShown.map(([, wanted]) => {
        const count = [...words.values()].filter((word) => word === wanted).length
        return count === 0 ? '.' : String(count)
      }),
      firstFew(broken.map(([scope]) => printable(scope)).sort(compareText), 2),
    ]
  })
  return gridLines(columns, rows, width).map((line) => shortenEnd(line, width))
}

function wordsOf(byScope: ReadonlyMap<string, CoverageCell[]>): Map<string, Word> {
  return new Map([...byScope].map(([scope, cells]) => [scope, wordOf(cells)]))
}

function wordOf(cells: readonly CoverageCell[]): Word {
  let read = 0
  let none = 0
  let missing = 0
  for (const { counts, stale } of cells) {
    if (stale > 0) return 'old'
    read += counts.ok
    none += counts.none
    missing += counts.denied + counts.throttled + counts.failed
  }
  if (missing > 0) return read + none === 0 ? 'NOT' : 'part'
  return read === 0 ? 'none' : 'all'
}
