// A real Neo4j for tests: the server at NEO4J_URI, else one in Docker, else scripts/neo4j.mjs.
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:net'
import { openDatabase, type Neo4jTarget } from '../../src/store/neo4j/index.js'

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

/** A server for tests. `restart` pulls the plug and starts it again; null for a server that is not ours. */
export interface TestServer {
  target: Neo4jTarget
  restart: (() => Promise<void>) | null
  stop(): Promise<void>
}

/** Starts or finds a server; null when this machine has no way to. */
export async function testServer(env: NodeJS.ProcessEnv = process.env): Promise<TestServer | null> {
  const { NEO4J_URI: uri, NEO4J_USER: user = 'neo4j', NEO4J_PASSWORD: password } = env
  if (uri !== undefined && uri !== '' && password !== undefined)
    return { target: { uri, user, password }, restart: null, stop: () => Promise.resolve() }
  return ownServer(`test-${String(process.pid)}`)
}

/** Starts a server of its own; null when this machine has no way to. */
export async function ownServer(name: string): Promise<TestServer | null> {
  if (dockerAnswers()) return inDocker()
  const { canRun, startServer, stopServer, removeServer } = await script()
  if (!canRun()) return null
  const { uri, user, password } = await startServer({ name, freePorts: true, fresh: true })
  return {
    target: { uri, user, password },
    restart: async () => {
      await stopServer(name, { hard: true })
      await startServer({ name, freePorts: true })
    },
    stop: () => removeServer(name),
  }
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
  const settings = ['NEO4J_server_memory_heap_max__size=2g', 'NEO4J_dbms_memory_transaction_total_max=1g']
  const { status, stdout: container } = docker(
    'run',
    ...['--detach', '--publish', `127.0.0.1:${String(await freePort())}:7687`, '--env', `NEO4J_AUTH=neo4j/${password}`],
    ...settings.flatMap((setting) => ['--env', setting]),
    IMAGE,
  )
  if (status !== 0) throw new Error(`docker cannot start ${IMAGE}`)
  const stop = (): Promise<void> => {
    docker('rm', '--force', '--volumes', container)
    return Promise.resolve()
  }
  const address = docker('port', container, '7687/tcp').stdout.split('\n')[0] ?? ''
  const target = { uri: `bolt://${address}`, user: 'neo4j', password }
  const restart = (): Promise<void> => {
    docker('kill', container)
    docker('start', container)
    return Promise.resolve()
  }
  for (const until = Date.now() + START_SECONDS * 1000; ; await pause(500)) {
    try {
      await (await openDatabase(target)).close()
      return { target, restart, stop }
    } catch (error) {
      if (Date.now() < until) continue
      await stop()
      throw error
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer().once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => {
        done(typeof address === 'object' && address !== null ? address.port : 0)
      })
    })
  })
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds))
}
