import type { Explanation, Gap, Node, ReachAnswer, SnapshotSummary, WhoCanAnswer } from '../model/index.js'
import type {
  CollectAnswer,
  CoverageCell,
  DoctorAnswer,
  MergeAnswer,
  PlanAnswer,
  UnfinishedRun,
} from './collect-answers.js'
import type { QueriesAnswer, QueryAnswer } from './query-answers.js'

/** An outside identity as our policies name it, and how many of our roles, users and resources name it. */
export interface PartyDoor {
  id: string
  entries: number
  /** A few of the ids that it opens, for people. */
  samples: string[]
}

/**
 * One outside party of the snapshot. `kind`, `registered` and `contractEnd` come from the registry; `source` is the
 * page that says whose account it is when only the built-in table knows it.
 */
export interface PartyRow {
  party: Node
  kind: string | null
  registered: boolean
  source: string | null
  /** `YYYY-MM-DD`, null when the registry names none. */
  contractEnd: string | null
  doors: PartyDoor[]
}

export interface PartiesAnswer {
  schema: 'inroads/parties/1'
  snapshot: SnapshotSummary
  parties: PartyRow[]
  gaps: Gap[]
  complete: boolean
}

export interface MalformedFile {
  path: string
  message: string
}

export interface ImportAnswer {
  schema: 'inroads/import/1'
  snapshot: SnapshotSummary
  files: { recognised: number; unrecognised: string[]; malformed: MalformedFile[] }
  gaps: Gap[]
}

export interface StoredSnapshot {
  id: string
  takenAt: string | null
  current: boolean
}

/** What is stored and what a question would be answered from; `snapshot` null when nothing was imported. */
export interface StatusAnswer {
  schema: 'inroads/status/1'
  home: string
  parties: string | null
  snapshot: SnapshotSummary | null
  snapshots: StoredSnapshot[]
  /** What the snapshot that answers holds of each place and service. */
  coverage: CoverageCell[]
  /** Collections that were interrupted. */
  unfinished: UnfinishedRun[]
  gaps: Gap[]
}

/** What a Neo4j server holds now. `changes`: nodes and relationships that were written or removed. */
export interface PublishAnswer {
  schema: 'inroads/publish/1'
  snapshot: SnapshotSummary
  /** Address and version, nothing secret. */
  server: string
  /** `YYYY-MM-DD`: the day on which conditions on time were decided. */
  today: string
  method: 'unchanged' | 'difference' | 'replaced'
  nodes: number
  relationships: number
  changes: number
  gaps: Gap[]
  complete: boolean
}

/** Everything that can be printed. */
export type Answer =
  | QueriesAnswer
  | QueryAnswer
  | ReachAnswer
  | WhoCanAnswer
  | Explanation
  | PartiesAnswer
  | ImportAnswer
  | StatusAnswer
  | PublishAnswer
  | CollectAnswer
  | MergeAnswer
  | DoctorAnswer
  | PlanAnswer

/** The name of the list that an answer streams, where it has one. */
export const ROWS_OF = {
  'inroads/reach/1': 'rows',
  'inroads/who-can/1': 'rows',
  'inroads/explain/1': null,
  'inroads/parties/1': 'parties',
  'inroads/import/1': null,
  'inroads/status/1': 'coverage',
  'inroads/publish/1': null,
  'inroads/queries/1': 'queries',
  'inroads/query/1': 'rows',
  'inroads/collect/1': 'scopes',
  'inroads/merge/1': null,
  'inroads/doctor/1': 'checks',
  'inroads/plan/1': 'calls',
} as const satisfies Record<Answer['schema'], string | null>

/** What was not seen; empty for answers that are not about what was seen. */
export function gapsOf(answer: Answer): readonly Gap[] {
  return 'gaps' in answer ? answer.gaps : []
}
