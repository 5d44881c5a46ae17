import { readFileSync } from 'node:fs'
import type { CallRecord } from '../connector/index.js'
import { compareText, type Cloud } from '../model/index.js'
import { derivedPath, writeDerived } from './storage.js'

export const COVERAGE_FILE = 'coverage.json'

/** What became of a call, with throttling told apart from other failures. */
export type Answered = 'ok' | 'none' | 'denied' | 'throttled' | 'failed'

export const ANSWERED: readonly Answered[] = ['ok', 'none', 'denied', 'throttled', 'failed']

/** A call that gave no answer, and how often. */
export interface MissingCall {
  operation: string
  status: Extract<Answered, 'denied' | 'throttled' | 'failed'>
  count: number
}

/** One square of the matrix: how many answers of a service there are in one place, by what became of the calls. */
export interface CoverageCell {
  cloud: Cloud
  /** Account, tenant, project ... as records name it; empty where they name none. */
  scope: string
  region: string
  service: string
  counts: Record<Answered, number>
  /** Answers that are kept from before, because the last collection could not renew them. */
  stale: number
  missing: MissingCall[]
}

/** `coverage.json`: what a snapshot holds of each place, without its raw records. */
export interface Coverage {
  schema: 'inroads/coverage/1'
  cells: CoverageCell[]
}

/** Words by which the clouds say that they were asked too often. */
const THROTTLED =
  /throttl|too ?many ?requests|request ?limit ?exceeded|rate ?limit|rate exceeded|slow ?down|quota exceeded|resource_exhausted|\b429\b/i

/** The matrix of (cloud, scope, region, service), sorted. */
export function coverageOf(records: readonly CallRecord[]): Coverage {
  const cells = new Map<string, CoverageCell>()
  for (const record of records) {
    const { cloud, account, region, service, operation } = record
    const key = [cloud, account, region, service].join('\n')
    const cell = cells.get(key) ?? emptyCell(record)
    cells.set(key, cell)
    const status = answered(record)
    cell.counts[status] += 1
    if (record.staleSince !== undefined) cell.stale += 1
    if (status === 'ok' || status === 'none') continue
    const known = cell.missing.find((one) => one.operation === operation && one.status === status)
    if (known === undefined) cell.missing.push({ operation, status, count: 1 })
    else known.count += 1
  }
  const sorted = [...cells].sort(([a], [b]) => compareText(a, b)).map(([, cell]) => cell)
  for (const { missing } of sorted)
    missing.sort((a, b) => compareText(a.operation, b.operation) || compareText(a.status, b.status))
  return { schema: 'inroads/coverage/1', cells: sorted }
}

function emptyCell({ cloud, account, region, service }: CallRecord): CoverageCell {
  const counts = { ok: 0, none: 0, denied: 0, throttled: 0, failed: 0 }
  return { cloud, scope: account, region, service, counts, stale: 0, missing: [] }
}

function answered({ status, message }: CallRecord): Answered {
  return status === 'failed' && THROTTLED.test(message ?? '') ? 'throttled' : status
}

export function coverageBytes(coverage: Coverage): Buffer {
  return Buffer.from(`${JSON.stringify(coverage)}\n`)
}

/** The coverage that was stored with a snapshot; made of its raw records where it was stored before there was any. */
export function storedCoverage(folder: string, rawRecords: () => readonly CallRecord[]): Coverage {
  try {
    return JSON.parse(readFileSync(derivedPath(folder, COVERAGE_FILE), 'utf8')) as Coverage
  } catch {
    const coverage = coverageOf(rawRecords())
    writeDerived(folder, COVERAGE_FILE, coverageBytes(coverage))
    return coverage
  }
}
