// What tests on a real Neo4j share. Each empties the one database before it starts.
import { describe, expect, inject, it } from 'vitest'
import type { Database, Neo4jTarget } from '../../src/store/neo4j/index.js'
import './neo4j-for-the-run.js'

export { pause } from './neo4j-server.js'

/** The run's server; null when there is none here and none is asked for. */
export function providedServer(): Neo4jTarget | null {
  return inject('neo4j')
}

/**
 * A suite on the run's server. Without one it is a single test that says so, and that fails where a server is asked
 * for.
 */
export function onNeo4j(name: string, suite: (target: Neo4jTarget) => void): void {
  const target = providedServer()
  describe(name, () => {
    if (target !== null) suite(target)
    else {
      it('is left out: there is no Neo4j here (REQUIRE_NEO4J=1 makes that a failure)', () => {
        expect(process.env['REQUIRE_NEO4J']).not.toBe('1')
      })
    }
  })
}

/** Empties the database: everything, constraints too. */
export async function emptyDatabase(database: Database): Promise<void> {
  for (;;) {
    const gone = await database.write(async (tx) => {
      await tx.run('MATCH ()-[r]->() WITH r LIMIT 50000 DELETE r')
      const { counters } = await tx.run('MATCH (n) WITH n LIMIT 20000 DETACH DELETE n')
      return counters['nodesDeleted'] ?? 0
    })
    if (gone === 0) break
  }
  const { rows } = await database.read((tx) => tx.run('SHOW CONSTRAINTS YIELD name'))
  for (const { name } of rows) await database.write((tx) => tx.run(`DROP CONSTRAINT \`${String(name)}\` IF EXISTS`))
}
