import type { AwsDecideRecord, Decision } from '../policy/aws/record.js'
import type { AzureDecideRecord } from '../policy/azure/record.js'
import type { GcpDecideRecord } from '../policy/gcp/record.js'
import type { CannedQuery, checkedParams, cypherOf, queryNamed, QueryEngine, withNodes } from '../query/index.js'
import type { Explanation, Gap, ReachAnswer, SnapshotSummary, WhoCanAnswer } from '../model/index.js'
import type { RunningServer, ServedFile } from './loopback-server.js'
import type { StoreAccess } from '../connector/store.js'
import type { CellStatus, CollectEvent, Collector, DoctorCheck } from '../connector/collect/index.js'
import type { JsonObject } from '../model/index.js'
import type {
  CollectAnswer,
  CoverageCell,
  ImportAnswer,
  MergeAnswer,
  PartiesAnswer,
  PartyRow,
  PlannedCall,
  PublishAnswer,
  StoredSnapshot,
} from '../report/index.js'
import type { CloudChoice } from './collect/cloud-choice.js'

/** Where questions are answered from. `parties` is the registry's path, `today` a date as `YYYY-MM-DD`. */
export interface QuestionSource {
  home: string
  snapshot?: string
  parties?: string
  today: string
}

/** The questions, answered from one snapshot. */
export interface Questions {
  snapshot: SnapshotSummary
  reach(asked: { party: string | null; expand: boolean; public: boolean; escalation: boolean }): ReachAnswer
  whoCan(asked: { action: string; resource: string; data: boolean }): WhoCanAnswer
  explain(asked: {
    principal: string
    action: string
    resource: string
    context: Record<string, string[]>
    closedContext: boolean
    data: boolean
  }): Explanation
  parties(): PartiesAnswer
  /** Names of accounts and other scopes of the snapshot, by id. */
  scopeNames(): ReadonlyMap<string, string>
}

/** What is stored under a home; `snapshot` null when there is none. */
export interface Stored {
  snapshot: SnapshotSummary | null
  snapshots: StoredSnapshot[]
  coverage: CoverageCell[]
  gaps: Gap[]
}

/** How a run of a collection ended; `message` says why, where it is not complete. Counts are of cells. */
export interface RunEnd {
  ended: 'complete' | 'interrupted' | 'credentials'
  message: string | null
  cells: number
  byStatus: { readonly [status in CellStatus]: number }
  fromJournal: number
}

/** A store of snapshots in a cloud. Nothing is asked of it before the first call. */
export interface RemoteSnapshots {
  /** Writes a snapshot of the home, which becomes the store's current one. */
  push(home: string, id: string): Promise<void>
  /**
   * Brings a snapshot (null: the current one of the store) into the home and gives its id. Raw records come along on
   * request: always, or if a connector of another version made the facts.
   */
  pull(home: string, id: string | null, raw: 'always' | 'if-outdated' | 'never'): Promise<string>
}

/** Address and credentials of a server. */
export interface Neo4jTargetGiven {
  uri: string
  user: string
  password: string
  database?: string
  caFile?: string
}

/** What `query` needs to know of canned queries. */
export interface QueryShelf {
  queries: ReadonlyMap<string, CannedQuery>
  queryNamed: typeof queryNamed
  cypherOf: typeof cypherOf
  checkedParams: typeof checkedParams
  withNodes: typeof withNodes
  DEFAULT_LIMIT: number
  MOST_ROWS: number
}

/** The parts of the product that commands call. Each is loaded when it is first called. */
export interface Ports {
  openQuestions(source: QuestionSource): Promise<Questions>
  /** Imports, and derives what questions are answered from. */
  importPaths(paths: string[], options: { home: string; progress: (text: string) => void }): Promise<ImportAnswer>
  stored(home: string, snapshot: string | undefined): Promise<Stored>
  /** What asks each cloud; nothing is asked yet. */
  collectors(choices: readonly CloudChoice[]): Promise<Collector[]>
  /** The calls that are known without asking. */
  plannedCalls(choices: readonly CloudChoice[]): Promise<PlannedCall[]>
  /** Asks everything, and goes on with what the journal in `folder` holds of the same plan. */
  runCollection(given: {
    folder: string
    plan: JsonObject
    collectors: readonly Collector[]
    signal: AbortSignal
    /** Most calls at the same time. */
    concurrency?: number
    onEvent: (event: CollectEvent) => void
  }): Promise<RunEnd>
  /** Makes a snapshot of a complete journal, and derives what questions are answered from. */
  storeCollection(given: {
    home: string
    folder: string
    collectors: readonly Collector[]
    startedAt: string
  }): Promise<CollectAnswer>
  mergeSnapshots(names: readonly string[], home: string): Promise<MergeAnswer>
  /** Opens the store at an address such as `s3://bucket/prefix`. */
  openStore(url: string, access: StoreAccess): Promise<RemoteSnapshots>
  /** What one cloud's own checks say. */
  doctor(choice: CloudChoice): Promise<DoctorCheck[]>
  /** Makes a snapshot the graph that a Neo4j server holds. */
  publish(
    source: QuestionSource,
    target: Neo4jTargetGiven,
    options: { rebuild: boolean; progress: (text: string) => void; warn: (text: string) => void },
  ): Promise<PublishAnswer>
  /** The canned queries, and what checks a question before an engine gets it. */
  loadQueries(): Promise<QueryShelf>
  /** Labels of the types in a snapshot, such as `AwsIamRole`, as they are published. */
  typeLabels(source: QuestionSource): Promise<string[]>
  /** Serves files to programs of this machine; they are made when the address is known. */
  serveOnLoopback(port: number, filesAt: (address: string) => readonly ServedFile[]): Promise<RunningServer>
  /** An engine on a snapshot. */
  embeddedEngine(source: QuestionSource): Promise<QueryEngine>
  /** An engine on what a server holds; `timeout` in milliseconds for each query. */
  neo4jEngine(target: Neo4jTargetGiven, timeout: number, warn: (text: string) => void): Promise<QueryEngine>
  /** Runs Cypher that only reads on what a server holds. */
  runCypher(
    target: Neo4jTargetGiven,
    cypher: string,
    options: { limit: number; timeout: number },
  ): Promise<{ columns: readonly string[]; rows: readonly (readonly unknown[])[]; truncated: boolean }>
  loadDecideAws(): Promise<(record: AwsDecideRecord) => Decision>
  loadDecideAzure(): Promise<(record: AzureDecideRecord) => Decision>
  loadDecideGcp(): Promise<(record: GcpDecideRecord) => Decision>
  /** `parties.yaml` stubs for parties that the registry does not know. */
  suggestParties(rows: PartyRow[], registryPath: string | undefined): Promise<string>
  /** `parties.yaml` stubs out of a file with known accounts, and how many entries became stubs and were left out. */
  importKnownAccounts(
    path: string,
    registryPath: string | undefined,
  ): Promise<{ yaml: string; taken: number; skipped: number }>
}
