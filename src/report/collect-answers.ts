import type { Cloud } from '../model/index.js'
import type { CollectReport, CoverageCell, MergeReport } from '../snapshot/index.js'

export type CollectAnswer = CollectReport
export type MergeAnswer = MergeReport
export type { CoverageCell }

/** One thing that `doctor` looked at; `cloud` null: the machine itself. */
export interface Check {
  cloud: Cloud | null
  what: string
  status: 'ok' | 'warning' | 'failed'
  found: string
  fix: string | null
}

export interface DoctorAnswer {
  schema: 'inroads/doctor/1'
  checks: Check[]
  /** Nothing failed. */
  ok: boolean
}

/** A call that a collection would make, as far as that is known before anything was asked. */
export interface PlannedCall {
  cloud: Cloud
  service: string
  operation: string
  /** Where it is made: `once`, `each account`, `each resource in each Region` ... */
  where: string
  permissions: string[]
  /** The word of `--opt-in` that it needs, null where it is always made. */
  optIn: string | null
}

export interface PlanAnswer {
  schema: 'inroads/plan/1'
  clouds: Cloud[]
  calls: PlannedCall[]
}

/** A collection that was interrupted and can go on. */
export interface UnfinishedRun {
  startedAt: string
  clouds: string[]
  /** Cells that are done; null where the run was killed before it could say. */
  cells: number | null
  /** The command that goes on with it. */
  resume: string
}
