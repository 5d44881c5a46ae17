import type { StatusAnswer } from './answers.js'
import type { CollectAnswer, DoctorAnswer, MergeAnswer, PlanAnswer } from './collect-answers.js'

interface Cells {
  header: readonly string[]
  rows: string[][]
}

const STATUSES = ['ok', 'none', 'denied', 'throttled', 'failed'] as const

export function collectCells({ snapshot, scopes, stale }: CollectAnswer): Cells {
  const since = new Map(stale.map((one) => [`${one.cloud} ${one.scope}`, one.since]))
  const known = new Set(scopes.map(({ cloud, scope }) => `${cloud} ${scope}`))
  const unlisted = stale.filter(({ cloud, scope }) => !known.has(`${cloud} ${scope}`))
  return {
    header: ['snapshot', 'cloud', 'scope', ...STATUSES, 'stale_since'],
    rows: [
      ...scopes.map((row) => [
        ...[snapshot.id, row.cloud, row.scope],
        ...STATUSES.map((status) => String(row[status])),
        since.get(`${row.cloud} ${row.scope}`) ?? '',
      ]),
      ...unlisted.map((one) => [snapshot.id, one.cloud, one.scope, ...STATUSES.map(() => '0'), one.since]),
    ],
  }
}

export function mergeCells({ snapshot, merged, records, conflicts }: MergeAnswer): Cells {
  return {
    header: ['snapshot', 'merged', 'records', 'conflicts'],
    rows: merged.map((id) => [snapshot.id, id, String(records), String(conflicts)]),
  }
}

export function checkCells({ checks }: DoctorAnswer): Cells {
  return {
    header: ['cloud', 'what', 'status', 'found', 'fix'],
    rows: checks.map(({ cloud, what, status, found, fix }) => [cloud ?? '', what, status, found, fix ?? '']),
  }
}

export function plannedCells({ calls }: PlanAnswer): Cells {
  return {
    header: ['cloud', 'service', 'operation', 'where', 'permissions', 'opt_in'],
    rows: calls.map(({ cloud, service, operation, where, permissions, optIn }) => [
      ...[cloud, service, operation, where, permissions.join(' '), optIn ?? ''],
    ]),
  }
}

/** One line for each snapshot; for the one that answers, one for each place and service of its coverage. */
export function statusCells({ snapshots, snapshot, coverage }: StatusAnswer): Cells {
  const header = [
    'snapshot',
    'taken_at',
    'current',
    'cloud',
    'scope',
    'region',
    'service',
    ...STATUSES,
    'stale',
    'missing',
  ]
  const rows = snapshots.flatMap(({ id, takenAt, current }) => {
    const own = [id, takenAt ?? '', current ? 'yes' : 'no']
    if (id !== snapshot?.id || coverage.length === 0) return [[...own, ...Array.from({ length: 11 }, () => '')]]
    return coverage.map((cell) => [
      ...own,
      ...[cell.cloud, cell.scope, cell.region, cell.service],
      ...STATUSES.map((status) => String(cell.counts[status])),
      String(cell.stale),
      cell.missing.map(({ operation, status, count }) => `${operation}:${status}:${String(count)}`).join(' '),
    ])
  })
  return { header, rows }
}
