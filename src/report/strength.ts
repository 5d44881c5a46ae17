import type { Access, ReachRow } from '../model/index.js'

type AccessRow = Omit<ReachRow, 'party'>

const ACCESS_RANK: Record<Access, number> = { list: 1, read: 2, tag: 3, write: 4, permissions: 5 }
const BREADTH: Record<ReachRow['target']['covers'], number> = { principal: 0, resource: 1, pattern: 2, scope: 3 }
const OUTCOME_RANK: Record<ReachRow['outcome'], number> = { denied: 0, unknown: 1, conditional: 2, allowed: 3 }

/** Does the row give every action on a whole scope, but for exceptions that it names? */
export function isEverything(row: AccessRow): boolean {
  return row.target.covers === 'scope' && row.actions.some((action) => action === '*' || action === '*:*')
}

/**
 * How strong a row is, most important first: everything; content or the say over permissions; kind of access;
 * content; breadth; outcome. Becoming a principal ranks below what that principal can do.
 */
function ranks(row: AccessRow): number[] {
  const becomes = row.target.covers === 'principal'
  const access = becomes ? 0 : row.access.reduce((most, word) => Math.max(most, ACCESS_RANK[word]), 0)
  return [
    isEverything(row) ? 1 : 0,
    row.data || (!becomes && row.access.includes('permissions')) ? 1 : 0,
    access,
    row.data ? 1 : 0,
    BREADTH[row.target.covers],
    OUTCOME_RANK[row.outcome],
  ]
}

/** Orders rows strongest first; equally strong ones stay as they were. */
export function compareStrength(a: AccessRow, b: AccessRow): number {
  const [first, second] = [ranks(a), ranks(b)]
  for (let i = 0; i < first.length; i++) {
    const difference = (second[i] ?? 0) - (first[i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** The strongest of rows; undefined when there is none. */
export function strongestRow<T extends AccessRow>(rows: readonly T[]): T | undefined {
  return rows.reduce<T | undefined>(
    (best, row) => (best === undefined || compareStrength(best, row) > 0 ? row : best),
    undefined,
  )
}

/** The strongest thing that rows give, in one or two words. */
export function strongestWord(rows: readonly AccessRow[]): string {
  const row = strongestRow(rows)
  if (row === undefined) return 'nothing'
  if (isEverything(row)) return 'EVERYTHING'
  if (row.target.covers === 'principal') return 'become'
  if (row.access.length === Object.keys(ACCESS_RANK).length) return 'all access'
  const [word] = [...row.access].sort((a, b) => ACCESS_RANK[b] - ACCESS_RANK[a])
  return word ?? 'not known'
}
