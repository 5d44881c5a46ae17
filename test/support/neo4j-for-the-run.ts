// One Neo4j for a whole run of tests: started before the first file, ended after the last.
import type { TestProject } from 'vitest/node'
import type { Neo4jTarget } from '../../src/store/neo4j/index.js'
import { testServer } from './neo4j-server.js'

declare module 'vitest' {
  interface ProvidedContext {
    neo4j: Neo4jTarget | null
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await testServer()
  if (server === null) {
    const missing = 'no Neo4j: neither NEO4J_URI, nor a Docker engine, nor Java 17 with Maven'
    if (process.env['REQUIRE_NEO4J'] === '1') throw new Error(`${missing}, and REQUIRE_NEO4J=1 asks for one`)
    process.stderr.write(`\n!! ${missing}.\n!! LEFT OUT: all that is proven on a real server (test/conformance).\n\n`)
  }
  project.provide('neo4j', server?.target ?? null)
  return () => server?.stop() ?? Promise.resolve()
}
