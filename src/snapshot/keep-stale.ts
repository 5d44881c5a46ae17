import type { CallRecord, Connector } from '../connector/index.js'
import type { Cloud } from '../model/index.js'
import { cellOf } from './raw.js'

/** An older snapshot, the one to be preferred first. Its records are read only if they may be needed. */
export interface Older {
  clouds: readonly Cloud[]
  /** When it was taken, or at the latest then. */
  takenAt: string
  rawRecords(): CallRecord[]
}

/**
 * The records of a collection, with those of older snapshots for each scope that could not be read this time.
 *
 * A scope (the account of the records) has failed as a whole when it was asked and
 * - nothing in it was answered: every record of it says `denied` or `failed`; or
 * - none of the calls that its connector names as `identity` was answered, while one of them was asked.
 *
 * A cloud of which nothing at all was answered may not even have said which scopes it has: all its older scopes have
 * then failed. Of a failed scope the newest older snapshot in which it did not fail, or in which something of it was
 * kept, gives its records: those whose call got an answer this time are left out, as are failures of cells that failed
 * again. Each is marked with when it was taken; what was old already keeps its date. This run's failures stay beside
 * them, and so do their gaps.
 *
 * LIMIT: a scope that was not asked at all (an account that the organization no longer lists) is not kept.
 *
 * @param asked the clouds that were collected
 * @param older newest first; only read for scopes that failed
 */
export function withStaleRecords(
  records: readonly CallRecord[],
  asked: readonly Cloud[],
  connectors: readonly Connector[],
  older: Iterable<Older>,
): CallRecord[] {
  const silent = new Set(asked.filter((cloud) => !records.some((one) => one.cloud === cloud && isAnswer(one))))
  const missing = failedScopes(records, connectors)
  if (missing.size === 0 && silent.size === 0) return [...records]
  const found = new Set<string>()
  const isWanted = ({ cloud, account }: CallRecord): boolean =>
    missing.has(scopeOf(cloud, account)) || (silent.has(cloud) && !found.has(scopeOf(cloud, account)))
  const answeredCalls = new Set(records.filter(isAnswer).map(callOf))
  const askedCells = new Set(records.map(cellOf))
  const kept: CallRecord[] = []
  for (const snapshot of older) {
    if (missing.size === 0 && silent.size === 0) break
    const wantsOf = (cloud: Cloud): boolean =>
      silent.has(cloud) || [...missing].some((scope) => scope.startsWith(`${cloud}\n`))
    if (!snapshot.clouds.some(wantsOf)) continue
    const old = snapshot.rawRecords().filter(isWanted)
    const known = new Set(old.filter(isAnswer).map(({ cloud, account }) => scopeOf(cloud, account)))
    for (const record of old) {
      if (!known.has(scopeOf(record.cloud, record.account)) || answeredCalls.has(callOf(record))) continue
      if (!isAnswer(record) && askedCells.has(cellOf(record))) continue
      kept.push({ ...record, staleSince: record.staleSince ?? snapshot.takenAt })
    }
    for (const scope of known) {
      found.add(scope)
      missing.delete(scope)
    }
    // A cloud that said nothing is taken from one snapshot: an older one may hold scopes that are gone.
    for (const cloud of silent) if ([...known].some((scope) => scope.startsWith(`${cloud}\n`))) silent.delete(cloud)
  }
  return [...records, ...kept]
}

function failedScopes(records: readonly CallRecord[], connectors: readonly Connector[]): Set<string> {
  const scopes = new Map<string, { isAnswered: boolean; identity: 'unasked' | 'silent' | 'answered' }>()
  for (const record of records) {
    const key = scopeOf(record.cloud, record.account)
    const scope = scopes.get(key) ?? { isAnswered: false, identity: 'unasked' as const }
    scopes.set(key, scope)
    if (isAnswer(record)) scope.isAnswered = true
    const identity = connectors.find(({ cloud }) => cloud === record.cloud)?.identity
    if (identity?.has(`${record.service} ${record.operation}`) !== true) continue
    if (isAnswer(record)) scope.identity = 'answered'
    else if (scope.identity === 'unasked') scope.identity = 'silent'
  }
  return new Set(
    [...scopes].filter(([, { isAnswered, identity }]) => !isAnswered || identity === 'silent').map(([key]) => key),
  )
}

function isAnswer({ status }: CallRecord): boolean {
  return status === 'ok' || status === 'none'
}

function scopeOf(cloud: Cloud, account: string): string {
  return `${cloud}\n${account}`
}

function callOf({ cloud, account, region, service, operation }: CallRecord): string {
  return [cloud, account, region, service, operation].join('\n')
}
