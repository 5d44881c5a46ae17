// What it is: Neo4j: publishes a graph there and runs reading queries; the only importer of its driver.
// May import: src/model, src/graph; the driver, lazily.
// Never does: compute access, put a text of a cloud into a statement, print or keep a password.
import type { PropertyGraph } from '../../graph/index.js'
import { openDatabase, type Parameters } from './database.js'
import { publishGraph, type Published, type PublishOptions } from './publish.js'
import { runRead, type ReadOptions, type ReadRows } from './run-read.js'
import type { Neo4jTarget } from './target.js'

export { checkVersion, openDatabase, type Database, type Transaction } from './database.js'
export { serverFailure } from './failure.js'
export { publishGraph, type Published, type PublishMethod, type PublishOptions } from './publish.js'
export { runRead, type ReadOptions, type ReadRows } from './run-read.js'
export { checkedAddress, type Neo4jTarget } from './target.js'

/** An open database, with what the program does there. Close it. */
export interface Neo4jStore {
  /** Such as `Neo4j/5.26.29`. */
  readonly agent: string
  /** The address without anything secret. */
  readonly shown: string
  /** True when the password crosses a network in the clear. */
  readonly exposed: boolean
  publish(graph: PropertyGraph, options?: PublishOptions): Promise<Published>
  runRead(cypher: string, parameters: Parameters, options: ReadOptions): Promise<ReadRows>
  integer(value: number): unknown
  close(): Promise<void>
}

/**
 * Connects and signs in.
 *
 * @throws UserError (exit codes 2, 4, 5): wrong address, scheme, password or certificate; unreachable; too old
 */
export async function openNeo4j(target: Neo4jTarget): Promise<Neo4jStore> {
  const database = await openDatabase(target)
  return {
    agent: database.agent,
    shown: database.shown,
    exposed: database.exposed,
    publish: (graph, options) => publishGraph(database, graph, options),
    runRead: (cypher, parameters, options) => runRead(database, cypher, parameters, options),
    integer: (value) => database.integer(value),
    close: () => database.close(),
  }
}
