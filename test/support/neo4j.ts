// A real Neo4j for the conformance tests: the server at NEO4J_URI, else one in Docker, else scripts/neo4j.mjs.
// Each file of tests works in its own way on the one database, so these files run one after the other.
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { openDatabase, type Database, type Neo4jTarget } from '../../src/store/neo4j/index.js'

const SCRIPT = new URL('../../scripts/neo4j.mjs', import.meta.url)
const IMAGE = 'neo4j:5.26-community'
const START_SECONDS = 120

interface ServerState {
  uri: string
  user: string
  password: string
}

interface Script {
  canRun(): boolean
  startServer(options: {
    name: string
    freePorts: boolean
    fresh?: boolean
    memory?: { heap?: number; pageCache?: number; transactions?: number }
  }): Promise<ServerState & { started: boolean }>
  stopServer(name: string, options?: { hard?: boolean }): Promise<boolean>
  removeServer(name: string): Promise<void>
}

export async function script(): Promise<Script> {
  return (await import(SCRIPT.href)) as Script
}

/** A server that was started for the tests, and how to end it. */
export interface TestServer {
  target: Neo4jTarget
  stop(): Promise<void>
}

/** Starts or finds a server; null when this machine has no way to. */
export async function testServer(env: NodeJS.ProcessEnv = process.env): Promise<TestServer | null> {
  const { NEO4J_URI: uri, NEO4J_USER: user = 'neo4j', NEO4J_PASSWORD: password } = env
  if (uri !== undefined && uri !== '' && password !== undefined)
    return { target: { uri, user, password }, stop: () => Promise.resolve() }
  if (dockerAnswers()) return inDocker()
  const { canRun, startServer, removeServer } = await script()
  if (!canRun()) return null
  const name = `test-${String(process.pid)}`
  const state = await startServer({ name, freePorts: true, fresh: true })
  return { target: { uri: state.uri, user: state.user, password: state.password }, stop: () => removeServer(name) }
}

function docker(...args: string[]): { status: number | null; stdout: string } {
  const { status, stdout } = spawnSync('docker', args, { encoding: 'utf8', timeout: START_SECONDS * 1000 })
  return { status, stdout: String(stdout ?? '').trim() }
}

function dockerAnswers(): boolean {
  return docker('version', '--format', '{{.Server.Version}}').status === 0
}

async function inDocker(): Promise<TestServer> {
  const password = randomBytes(12).toString('hex')
  const settings = ['NEO4J_server_memory_heap_max__size=1g', 'NEO4J_dbms_memory_transaction_total_max=1g']
  const { status, stdout: container } = docker(
    'run',
    ...['--detach', '--rm', '--publish', '127.0.0.1::7687', '--env', `NEO4J_AUTH=neo4j/${password}`],
    ...settings.flatMap((setting) => ['--env', setting]),
    IMAGE,
  )
  if (status !== 0) throw new Error(`docker cannot start ${IMAGE}`)
  const stop = (): Promise<void> => {
    docker('rm', '--force', container)
    return Promise.resolve()
  }
  const address = docker('port', container, '7687/tcp').stdout.split('\n')[0] ?? ''
  const target = { uri: `bolt://${address}`, user: 'neo4j', password }
  for (const until = Date.now() + START_SECONDS * 1000; ; await pause(500)) {
    try {
      await (await openDatabase(target)).close()
      return { target, stop }
    } catch (error) {
      if (Date.now() < until) continue
      await stop()
      throw error
    }
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds))
}

const ENVIRONMENT = 'INROADS_TEST_NEO4J'

/** For the run's start: one server for all files of tests. Returns what ends it. */
export async function provideServer(): Promise<() => Promise<void>> {
  const server = await testServer()
  if (server === null) {
    const missing = 'no Neo4j: neither NEO4J_URI, nor a Docker engine, nor Java 17 with Maven'
    if (process.env['REQUIRE_NEO4J'] === '1') throw new Error(`${missing}, and REQUIRE_NEO4J=1 asks for one`)
    process.stderr.write(
      `\n!! ${missing}.\n!! LEFT OUT: everything that is proven on a real server (test/conformance).\n\n`,
    )
    return () => Promise.resolve()
  }
  process.env[ENVIRONMENT] = JSON.stringify(server.target)
  return () => server.stop()
}

/** The run's server; null when there is none and none is asked for. */
export function providedServer(): Neo4jTarget | null {
  const text = process.env[ENVIRONMENT]
  return text === undefined ? null : (JSON.parse(text) as Neo4jTarget)
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

export const scriptPath = fileURLToPath(SCRIPT)
