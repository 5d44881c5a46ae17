import { compareText, type Cloud } from '../model/index.js'
import type { CollectAnswer, MergeAnswer, PlanAnswer, PlannedCall } from './collect-answers.js'
import { CLOUD_NAMES } from './doctor-table.js'
import { gapsLine, gapSummary } from './gap-text.js'
import { gridLines } from './grid.js'
import type { Look } from './look.js'
import { counted, firstFew, printable, shortenEnd, wrap } from './text.js'

const SCOPES_SHOWN = 20
const GRANTS_SHOWN = 15
const FAILURES_SHOWN = 8

/** `collect` for a person: what was read where, what was not and how to grant it, what is old, and what to do next. */
export function* collectTable(answer: CollectAnswer, look: Look): Generator<string> {
  for (const cloud of new Set(answer.scopes.map((row) => row.cloud))) {
    yield* scopeLines(answer, cloud, look)
    yield '\n'
  }
  yield* grantLines(answer, look)
  yield* failureLines(answer, look)
  yield* staleLines(answer, look)
  const { ok, none, denied, throttled, failed } = answer.cells
  yield `${look.bold(`snapshot ${printable(answer.snapshot.id)}`)}: ${counted(ok + none, 'call')} answered, ${String(denied + throttled + failed)} not\n`
  const gaps = gapSummary(answer.gaps, look)
  if (gaps.length > 0) yield `${gaps.join('\n')}\n`
  yield* wrap('next: `inroads parties`, then `inroads reach --all`', look.width).map((line) => `${look.dim(line)}\n`)
}

type ScopeRow = CollectAnswer['scopes'][number]

function* scopeLines({ scopes, stale }: CollectAnswer, cloud: Cloud, look: Look): Generator<string> {
  const since = new Map(stale.filter((one) => one.cloud === cloud).map((one) => [one.scope, one.since]))
  const rows = scopes.filter((row) => row.cloud === cloud)
  // What needs a look comes first where not all are shown.
  const shown =
    rows.length <= SCOPES_SHOWN
      ? rows
      : [...rows].sort((a, b) => missingOf(b) - missingOf(a) || compareText(a.scope, b.scope)).slice(0, SCOPES_SHOWN)
  const hidden = rows.filter((row) => !shown.includes(row))
  const columns = [
    { title: CLOUD_NAMES[cloud], give: true },
    ...['READ', 'NONE', 'DENIED', 'THROTTLED', 'FAILED'].map((title) => ({ title, right: true })),
    ...(since.size === 0 ? [] : [{ title: 'KEPT FROM' }]),
  ]
  const [header = '', ...lines] = gridLines(
    columns,
    shown.map((row) => [
      ...[row.scope === '' ? '-' : printable(row.scope), String(row.ok), String(row.none)],
      ...[row.denied, row.throttled, row.failed].map((count) => (count === 0 ? '.' : String(count))),
      ...(since.size === 0 ? [] : [printable((since.get(row.scope) ?? '').slice(0, 10))]),
    ]),
    look.width,
  )
  yield `${look.bold(shortenEnd(header, look.width))}\n`
  for (const [at, full] of lines.entries()) {
    const row = shown[at]
    const line = shortenEnd(full, look.width)
    yield `${row !== undefined && missingOf(row) > 0 ? look.outcome.conditional(line) : line}\n`
  }
  if (hidden.length === 0) return
  const missing = hidden.filter((row) => missingOf(row) > 0).length
  const rest = missing === 0 ? 'all of them read' : `${String(missing)} of them not whole`
  yield look.dim(`and ${counted(hidden.length, 'more scope')}, ${rest} (all: -o wide)`) + '\n'
}

function missingOf({ denied, throttled, failed }: ScopeRow): number {
  return denied + throttled + failed
}

/** Refused calls by the permission that they lack: `s3:GetBucketAcl in 14 accounts`. */
function* grantLines({ missing }: CollectAnswer, look: Look): Generator<string> {
  const refused = missing.filter(({ status }) => status === 'denied')
  if (refused.length === 0) return
  const grants = new Map<string, Set<string>>()
  for (const call of refused) {
    const needs = call.permissions.length > 0 ? call.permissions : [`${call.service} ${call.operation}`]
    for (const need of needs) {
      const scopes = grants.get(need) ?? new Set()
      grants.set(need, scopes)
      for (const scope of call.scopes) scopes.add(scope)
    }
  }
  const sorted = [...grants].sort((a, b) => b[1].size - a[1].size || compareText(a[0], b[0]))
  yield `${look.bold(shortenEnd('refused: grant these permissions to the identity that collects', look.width))}\n`
  for (const [need, scopes] of sorted.slice(0, GRANTS_SHOWN))
    yield `${shortenEnd(`  ${printable(need)} in ${placesText([...scopes])}`, look.width)}\n`
  if (sorted.length > GRANTS_SHOWN)
    yield look.dim(`  and ${counted(sorted.length - GRANTS_SHOWN, 'more permission')} (all: -o json)`) + '\n'
  const why = refused.find(({ message }) => message !== '')
  if (why !== undefined) yield* said(`${why.service} ${why.operation}: ${why.message}`, look)
  yield '\n'
}

function placesText(scopes: readonly string[]): string {
  return scopes.length <= 2 ? firstFew(scopes.map(printable), 2) : `${String(scopes.length)} accounts or other scopes`
}

function* failureLines({ missing }: CollectAnswer, look: Look): Generator<string> {
  const silent = missing.filter(({ status }) => status !== 'denied')
  const failed = silent.filter(({ message }) => !NOT_INSTALLED.test(message))
  yield* packageLines(silent, look)
  if (failed.length === 0) return
  yield `${look.bold('not answered: collect again later')}\n`
  const sorted = [...failed].sort((a, b) => b.cells - a.cells)
  for (const call of sorted.slice(0, FAILURES_SHOWN)) {
    const times = call.cells === 1 ? '' : `, ${String(call.cells)} times`
    const head = `  ${printable(call.service)} ${printable(call.operation)} ${call.status} in ${placesText(call.scopes)}${times}`
    yield `${shortenEnd(head, look.width)}\n`
    yield* said(call.message, look)
  }
  if (sorted.length > FAILURES_SHOWN)
    yield look.dim(`  and ${counted(sorted.length - FAILURES_SHOWN, 'more call')} (all: -o json)`) + '\n'
  yield '\n'
}

/** How a collector says that it lacks the client of a service. */
const NOT_INSTALLED = /^the package `([^`]{1,200})` is not installed/

/** Services whose client is not installed: that is one thing to do, not one for each call. */
function* packageLines(silent: CollectAnswer['missing'], look: Look): Generator<string> {
  const packages = new Set(silent.flatMap(({ message }) => NOT_INSTALLED.exec(message)?.[1] ?? []))
  if (packages.size === 0) return
  yield `${look.bold('not asked: the clients of these services are not installed')}\n`
  const text = `${firstFew([...packages].sort(compareText).map(printable), 3)}; \`inroads doctor -o wide\` prints the line that installs them`
  yield* wrap(text, look.width - 2).map((line) => `  ${line}\n`)
  yield '\n'
}

function* said(message: string, look: Look): Generator<string> {
  for (const line of wrap(printable(message), look.width - 4).slice(0, 2)) yield `${look.dim(`    ${line}`)}\n`
}

function* staleLines({ stale }: CollectAnswer, look: Look): Generator<string> {
  if (stale.length === 0) return
  for (const line of wrap('could not be read: what is shown of these is old, and answers say so', look.width))
    yield `${look.alarm(line)}\n`
  for (const { scope, since } of stale.slice(0, SCOPES_SHOWN))
    yield `  ${shortenEnd(printable(scope), look.width - 40)}  kept from ${printable(since)}\n`
  if (stale.length > SCOPES_SHOWN)
    yield look.dim(`  and ${String(stale.length - SCOPES_SHOWN)} more (all: -o json)`) + '\n'
  yield '\n'
}

/** `merge` for a person. */
export function* mergeTable(answer: MergeAnswer, look: Look): Generator<string> {
  const { snapshot, merged, records, conflicts, gaps } = answer
  yield `${look.bold(`snapshot ${printable(snapshot.id)}`)} joins ${counted(merged.length, 'snapshot')}\n`
  yield* wrap(`of        ${firstFew(merged.map(printable), 6)}`, look.width - 2).map((line) => `  ${line}\n`)
  yield `  records   ${String(records)}\n`
  if (conflicts > 0)
    yield* wrap(
      `conflicts ${counted(conflicts, 'call')} answered differently: answers went before refusals, newer ones before older`,
      look.width - 2,
    ).map((line, at) => `  ${at === 0 ? '' : ' '.repeat(10)}${line}\n`)
  yield* wrap(`coverage  ${gapsLine(gaps) ?? 'complete'}`, look.width - 2).map((line) => `  ${line}\n`)
}

/** `collect --dry-run` for a person: every call that is known before asking, with what it needs. */
export function* planTable({ calls }: PlanAnswer, look: Look): Generator<string> {
  for (const cloud of new Set(calls.map((call) => call.cloud))) {
    const own = calls.filter((call) => call.cloud === cloud)
    const [header = '', ...lines] = gridLines(
      [{ title: CLOUD_NAMES[cloud] }, { title: 'NEEDS' }, { title: 'WHERE', give: true }],
      own.map((call) => [callText(call), firstFew(call.permissions.map(printable), 2), printable(call.where)]),
      look.width,
    )
    yield `${look.bold(shortenEnd(header, look.width))}\n${lines.map((line) => `${shortenEnd(line, look.width)}\n`).join('')}\n`
  }
  const needs = new Set(calls.flatMap((call) => call.permissions))
  yield `${counted(calls.length, 'call')} with ${counted(needs.size, 'permission')}; nothing was asked\n`
  yield* wrap('what lists find decides how often the others are made', look.width).map((line) => `${look.dim(line)}\n`)
}

function callText({ service, operation, optIn }: PlannedCall): string {
  return `${printable(service)} ${printable(operation)}${optIn === null ? '' : ` (--opt-in ${printable(optIn)})`}`
}
