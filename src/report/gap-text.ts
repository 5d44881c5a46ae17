import { compareText, type Gap, type GapReason, type ReachRow } from '../model/index.js'
import type { Look } from './look.js'
import { counted, firstFew, printable, shortenEnd, shortenMiddle, wrap } from './text.js'

const REASONS: Record<GapReason, { title: string; close: (gap: Gap) => string }> = {
  denied: {
    title: 'refused by the cloud',
    close: () =>
      'let the identity that collects make these calls (read-only), then collect again or import their output',
  },
  throttled: {
    title: 'throttled by the cloud',
    close: () => 'collect again later, or run these calls more slowly and import their output',
  },
  failed: { title: 'failed', close: () => 'collect again, or run these calls again and import their output' },
  'not-collected': { title: 'not in what was read', close: collectHint },
  'not-modelled': {
    title: 'not understood by this version',
    close: () => 'read these by hand: what they grant is in no answer',
  },
}

const REASON_ORDER = Object.keys(REASONS) as GapReason[]
const CALLS_IN_SUMMARY = 3

interface Call {
  gap: Gap
  scopes: Set<string>
  messages: Set<string>
}

/** How many things were not seen, per reason, in one line; null when there is no gap. */
export function gapsLine(gaps: readonly Gap[]): string | null {
  if (gaps.length === 0) return null
  const parts = REASON_ORDER.map((reason) => ({ reason, count: gaps.filter((gap) => gap.reason === reason).length }))
    .filter((part) => part.count > 0)
    .map((part) => `${String(part.count)} ${part.reason}`)
  return `incomplete: ${counted(gaps.length, 'thing')} ${gaps.length === 1 ? 'was' : 'were'} not seen (${parts.join(', ')})`
}

type Seen = Pick<ReachRow, 'target' | 'entry' | 'actions'>

/**
 * What was not seen, in a few lines: counts by reason, then the calls that matter most to these rows. Where the rest
 * can be read stands at the end.
 */
export function gapSummary(gaps: readonly Gap[], look: Look, rows: readonly Seen[] = []): string[] {
  if (gaps.length === 0) return []
  const counts = REASON_ORDER.map((reason) => ({ reason, count: gaps.filter((gap) => gap.reason === reason).length }))
    .filter(({ count }) => count > 0)
    .map(({ reason, count }) => `${String(count)} ${REASONS[reason].title}`)
  const calls = byRelevance(groupByCall(gaps), rows)
  const head = `not seen, so that more may be open than is shown: ${counts.join(', ')}`
  const more = calls.length - CALLS_IN_SUMMARY
  const rest = more > 0 ? `and ${counted(more, 'more call')}; all of them` : 'all of it'
  return [
    ...wrap(head, look.width).map(look.outcome.unknown),
    ...calls.slice(0, CALLS_IN_SUMMARY).map((call) => shortenEnd(summaryLine(call), look.width)),
    ...wrap(`${rest}, and how to close them: \`inroads status\``, look.width - 2).map((line) => look.dim(`  ${line}`)),
  ]
}

function summaryLine({ gap, scopes, messages }: Call): string {
  const [scope = ''] = scopes
  const [message] = messages
  const where = scopes.size === 1 ? printable(scope) : counted(scopes.size, gap.cloud === 'aws' ? 'account' : 'scope')
  const said = gap.reason === 'not-collected' && message !== undefined ? message : REASONS[gap.reason].title
  return `  ${printable(gap.service)} ${printable(gap.call)} in ${where}: ${printable(said)}`
}

/**
 * Calls that failed first: each is one door that was knocked at. Then the services that the rows speak of, what binds
 * principals, and the places of the rows.
 */
function byRelevance(calls: readonly Call[], rows: readonly Seen[]): Call[] {
  const services = new Set(rows.flatMap((row) => row.actions.map((action) => action.slice(0, action.indexOf(':')))))
  const scopes = new Set(rows.flatMap((row) => [row.target.id, row.target.scope, row.entry.scope]))
  const weight = ({ gap, scopes: where }: Call): number =>
    (gap.reason === 'not-collected' || gap.reason === 'not-modelled' ? 0 : 8) +
    (services.has(gap.service) ? 4 : 0) +
    (gap.service === 'organizations' || gap.service === 'iam' ? 2 : 0) +
    ([...where].some((scope) => scopes.has(scope)) ? 1 : 0)
  return [...calls].sort((a, b) => weight(b) - weight(a))
}

/** What was not seen, by reason and call, each reason with the way to close it. */
export function gapLines(gaps: readonly Gap[], look: Look): string[] {
  if (gaps.length === 0) return []
  const lines = [look.bold('not seen, and what it leaves open')]
  for (const reason of REASON_ORDER) {
    const calls = groupByCall(gaps.filter((gap) => gap.reason === reason))
    const first = calls[0]
    if (first === undefined) continue
    lines.push('', `  ${REASONS[reason].title}`)
    for (const call of calls) lines.push(...callLines(call, look))
    for (const line of wrap(`to close: ${REASONS[reason].close(first.gap)}`, look.width - 4))
      lines.push(look.dim(`    ${line}`))
  }
  return lines
}

function groupByCall(gaps: readonly Gap[]): Call[] {
  const calls = new Map<string, Call>()
  for (const gap of gaps) {
    const key = [gap.cloud, gap.service, gap.call].join('\n')
    const call = calls.get(key) ?? { gap, scopes: new Set(), messages: new Set() }
    call.scopes.add(gap.scope)
    if (gap.message !== '') call.messages.add(gap.message)
    calls.set(key, call)
  }
  return [...calls].sort((a, b) => compareText(a[0], b[0])).map(([, call]) => call)
}

function callLines(call: Call, look: Look): string[] {
  const scopes = firstFew([...call.scopes].sort(compareText).map(printable), 3)
  const head = `    ${printable(call.gap.service)} ${printable(call.gap.call)}  ${scopes}`
  const [message] = call.messages
  const more = call.messages.size > 1 ? ` (and ${String(call.messages.size - 1)} more like it)` : ''
  const said = message === undefined ? [] : wrap(`${printable(message)}${more}`, look.width - 6)
  return [shortenMiddle(head, look.width), ...said.slice(0, 3).map((line) => look.dim(`      ${line}`))]
}

/** The AWS CLI spells a service and a call of the API in lower case with dashes, and S3's API as `s3api`. */
function collectHint(gap: Gap): string {
  const general = 'collect, or import the output of these calls too'
  if (gap.cloud !== 'aws' || !/^[A-Za-z][A-Za-z0-9-]*$/.test(gap.service) || !/^[A-Za-z0-9]+$/.test(gap.call))
    return general
  const service = gap.service === 's3' ? 's3api' : gap.service.toLowerCase()
  const operation = gap.call
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()
  const place = `<account>/<region or global>/${service}-${operation}.json`
  return `${general}, such as \`aws ${service} ${operation}\` saved as ${place} (a folder of that name for one file per resource)`
}
