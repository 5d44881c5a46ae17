// A Neo4j server without Docker: Neo4j Community from Maven Central, on Java 17 or later, in a folder of its own.
//
//   node scripts/neo4j.mjs fetch              download the server (133 MB, once)
//   node scripts/neo4j.mjs start [--export]   start it and say where it listens; `eval "$(... start --export)"`
//   node scripts/neo4j.mjs status | stop
//
// Options of start: --name <name> (another server beside the first), --free-ports (any free ports instead of 7474 and
// 7687), --password <text> (default: NEO4J_PASSWORD, else made up and kept), --fresh (empty it first),
// --release 2026.04.0 (needs Java 21 or later; give it a name of its own).
// Everything lies in INROADS_NEO4J_CACHE, else in `inroads/neo4j` of the user's cache folder.
import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer, connect } from 'node:net'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const RELEASES = {
  '5.26.29': { java: 17, mainClass: 'org.neo4j.server.CommunityEntryPoint', flags: [] },
  '2026.04.0': {
    java: 21,
    mainClass: 'org.neo4j.server.Neo4jCommunity',
    flags: ['--add-opens=java.base/java.util.concurrent=ALL-UNNAMED', '--enable-native-access=ALL-UNNAMED'],
  },
}
const LONG_TERM = '5.26.29'
const BROWSER_VERSION = '5.24.0'
const START_SECONDS = 120
const STOP_SECONDS = 60
const FREE_SECONDS = 20
const OPENED_PACKAGES = ['java.nio', 'java.io', 'sun.nio.ch']

class Stop extends Error {}

const cache =
  process.env.INROADS_NEO4J_CACHE ??
  join(
    process.platform === 'win32'
      ? (process.env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'))
      : process.platform === 'darwin'
        ? join(homedir(), 'Library', 'Caches')
        : (process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache')),
    'inroads',
    'neo4j',
  )
const librariesOf = (release) => join(cache, `community-${release}`)
const say = (text) => process.stderr.write(`neo4j: ${text}\n`)

const pomOf = (release) => `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>inroads</groupId><artifactId>neo4j-community</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>${release}</version></dependency>
    <dependency><groupId>org.neo4j</groupId><artifactId>neo4j-bolt</artifactId><version>${release}</version></dependency>
    <dependency><groupId>org.neo4j.app</groupId><artifactId>neo4j-server</artifactId><version>${release}</version></dependency>
    <dependency><groupId>org.neo4j.client</groupId><artifactId>neo4j-browser</artifactId><version>${BROWSER_VERSION}</version></dependency>
  </dependencies>
</project>
`

/** The Java to run with: JAVA_HOME's, else the one on the path. */
function java(needed) {
  const home = process.env.JAVA_HOME
  const program = home ? join(home, 'bin', 'java') : 'java'
  const { stderr, error } = spawnSync(program, ['-version'], { encoding: 'utf8' })
  const major = Number(/version "(\d+)/.exec(stderr ?? '')?.[1] ?? 0)
  if (error || major < needed)
    throw new Stop(
      `Java ${needed} or later is needed: install it (\`openjdk-${needed}-jre-headless\`) or set JAVA_HOME`,
    )
  return program
}

/** Whether this machine could run the server at all. */
export function canRun() {
  try {
    java(RELEASES[LONG_TERM].java)
  } catch {
    return false
  }
  return existsSync(librariesOf(LONG_TERM)) || spawnSync('mvn', ['-v'], { stdio: 'ignore' }).status === 0
}

export function fetchServer(release = LONG_TERM) {
  const libraries = librariesOf(release)
  if (existsSync(libraries)) return
  const parts = `${libraries}.part-${process.pid}`
  mkdirSync(parts, { recursive: true })
  try {
    writeFileSync(join(parts, 'pom.xml'), pomOf(release))
    say(`fetching Neo4j Community ${release} from Maven Central (133 MB, once) ...`)
    const { status, error } = spawnSync(
      'mvn',
      ['-q', '-B', 'dependency:copy-dependencies', '-DoutputDirectory=lib', '-DincludeScope=runtime'],
      { cwd: parts, stdio: ['ignore', 2, 2] },
    )
    if (error) throw new Stop('Maven is needed to fetch the server: install it (`maven`), or use docker-compose.yml')
    if (status !== 0) throw new Stop('the server could not be fetched: see what Maven says above')
    try {
      renameSync(parts, libraries)
    } catch (failure) {
      if (!existsSync(libraries)) throw failure
    }
  } finally {
    rmSync(parts, { recursive: true, force: true })
  }
}

const homeOf = (name) => join(cache, 'servers', name)
const stateOf = (name) => join(homeOf(name), 'server.json')

function readState(name) {
  try {
    return JSON.parse(readFileSync(stateOf(name), 'utf8'))
  } catch {
    return null
  }
}

/** Is the process alive, and is it that server? A number can come back for another program. */
function isRunning(state) {
  if (state === null) return false
  try {
    process.kill(state.pid, 0)
  } catch {
    return false
  }
  try {
    const command = readFileSync(`/proc/${state.pid}/cmdline`, 'utf8')
    return command.includes('org.neo4j.server.') && command.includes(state.home)
  } catch {
    return !existsSync('/proc/self/cmdline')
  }
}

function freePort() {
  return new Promise((done, fail) => {
    const server = createServer().once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => done(port))
    })
  })
}

function listens(port) {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => (socket.destroy(), done(true))).once('error', () => done(false))
  })
}

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds))

/**
 * Starts the server called `name`, or gives the one that runs. `memory`: `heap`, `pageCache` and `transactions`, in
 * megabytes.
 */
export async function startServer({
  name = 'inroads',
  freePorts = false,
  password,
  fresh = false,
  memory = {},
  release = LONG_TERM,
} = {}) {
  const running = readState(name)
  if (isRunning(running)) return { ...running, started: false }
  const { java: needed, mainClass, flags } = RELEASES[release]
  const program = java(needed)
  fetchServer(release)
  const home = homeOf(name)
  if (fresh) rmSync(home, { recursive: true, force: true })
  for (const folder of ['conf', 'data', 'logs', 'run', 'import', 'plugins']) {
    mkdirSync(join(home, folder), { recursive: true, mode: 0o700 })
  }
  const kept = fresh ? null : running
  const secret = kept?.password ?? password ?? process.env.NEO4J_PASSWORD ?? randomBytes(12).toString('hex')
  // A server that is started again listens where it did, so that whoever is connected finds it.
  const bolt = kept?.bolt ?? (freePorts ? await freePort() : 7687)
  const http = kept?.http ?? (freePorts ? await freePort() : 7474)
  // A server that was killed a moment ago may still hold its ports.
  const patience = kept === null ? 0 : FREE_SECONDS * 1000
  for (const until = Date.now() + patience; (await listens(bolt)) || (await listens(http)); await pause(200)) {
    if (Date.now() < until) continue
    throw new Stop(`port ${bolt} or ${http} is taken: stop what listens there, or add --free-ports`)
  }
  const { heap = 2048, pageCache = 256, transactions = 1024 } = memory
  writeFileSync(
    join(home, 'conf', 'neo4j.conf'),
    [
      'server.default_listen_address=127.0.0.1',
      `server.bolt.listen_address=127.0.0.1:${bolt}`,
      `server.http.listen_address=127.0.0.1:${http}`,
      // What Browser is told to connect to.
      `server.bolt.advertised_address=127.0.0.1:${bolt}`,
      `server.http.advertised_address=127.0.0.1:${http}`,
      'server.https.enabled=false',
      `server.memory.heap.initial_size=${heap}m`,
      `server.memory.heap.max_size=${heap}m`,
      `server.memory.pagecache.size=${pageCache}m`,
      `dbms.memory.transaction.total.max=${transactions}m`,
      'db.tx_log.rotation.retention_policy=100M size',
      'dbms.usage_report.enabled=false',
      'client.allow_telemetry=false',
      '',
    ].join('\n'),
  )
  const classpath = [`${librariesOf(release)}/lib/*`]
  const opened = OPENED_PACKAGES.map((one) => `--add-opens=java.base/${one}=ALL-UNNAMED`)
  const places = [`--home-dir=${home}`, `--config-dir=${join(home, 'conf')}`]
  if (readdirSync(join(home, 'data')).length === 0) setPassword(program, classpath, home, secret)
  const log = openSync(join(home, 'logs', 'console.log'), 'a')
  const child = spawn(
    program,
    [
      `-Xms${heap}m`,
      `-Xmx${heap}m`,
      '-XX:+UseG1GC',
      ...opened,
      ...flags,
      '-cp',
      classpath[0],
      mainClass,
      ...places,
      '--console-mode',
    ],
    { cwd: home, detached: true, stdio: ['ignore', log, log] },
  )
  closeSync(log)
  let ended = false
  child.once('exit', () => (ended = true)).once('error', () => (ended = true))
  child.unref()
  const state = { pid: child.pid, home, bolt, http, uri: `bolt://127.0.0.1:${bolt}`, user: 'neo4j', password: secret }
  writeFileSync(stateOf(name), JSON.stringify(state), { mode: 0o600 })
  for (const until = Date.now() + START_SECONDS * 1000; Date.now() < until; await pause(200)) {
    if (ended) throw new Stop(`the server ended at once: see ${join(home, 'logs', 'console.log')}`)
    if ((await listens(bolt)) && (await listens(http))) return { ...state, started: true }
  }
  await stopServer(name)
  throw new Stop(`the server did not listen within ${START_SECONDS} s: see ${join(home, 'logs', 'console.log')}`)
}

/** Sets the first password before the first start, as `neo4j-admin dbms set-initial-password` does. */
function setPassword(program, classpath, home, secret) {
  const environment = { ...process.env, NEO4J_HOME: home, NEO4J_CONF: join(home, 'conf') }
  const { status, stderr, stdout } = spawnSync(
    program,
    ['-cp', classpath[0], 'org.neo4j.cli.AdminTool', 'dbms', 'set-initial-password', secret],
    { env: environment, encoding: 'utf8' },
  )
  if (status !== 0) throw new Stop(`the password could not be set: ${(stderr || stdout).trim().split('\n')[0]}`)
}

/** Ends the server called `name`: asks first, then insists. `hard` pulls the plug. Its data stay. */
export async function stopServer(name = 'inroads', { hard = false } = {}) {
  const state = readState(name)
  if (!isRunning(state)) return false
  process.kill(state.pid, hard ? 'SIGKILL' : 'SIGTERM')
  for (const until = Date.now() + STOP_SECONDS * 1000; Date.now() < until; await pause(100)) {
    if (!isRunning(state)) return true
  }
  process.kill(state.pid, 'SIGKILL')
  return true
}

export function serverState(name = 'inroads') {
  const state = readState(name)
  return isRunning(state) ? state : null
}

/** Ends the server and removes its data. */
export async function removeServer(name) {
  await stopServer(name, { hard: true })
  rmSync(homeOf(name), { recursive: true, force: true })
}

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`

function describe(state, asExports) {
  const values = { NEO4J_URI: state.uri, NEO4J_USER: state.user, NEO4J_PASSWORD: state.password }
  for (const [name, value] of Object.entries(values)) {
    process.stdout.write(`${asExports ? 'export ' : ''}${name}=${asExports ? quoted(value) : value}\n`)
  }
  if (!asExports) process.stdout.write(`Browser: http://127.0.0.1:${state.http}/browser/\n`)
}

async function main(args) {
  const value = (flag) => (args.includes(flag) ? args[args.indexOf(flag) + 1] : undefined)
  const name = value('--name') ?? 'inroads'
  if (!/^[\w-]{1,40}$/.test(name)) throw new Stop(`\`${name}\` is no name for a server: use letters, digits, _ and -`)
  const asExports = args.includes('--export')
  const release = value('--release') ?? LONG_TERM
  if (!Object.hasOwn(RELEASES, release))
    throw new Stop(`\`${release}\` is no release known here: there are ${Object.keys(RELEASES).join(' and ')}`)
  switch (args[0]) {
    case 'fetch':
      fetchServer(release)
      return
    case 'start': {
      const options = { name, release, freePorts: args.includes('--free-ports'), fresh: args.includes('--fresh') }
      const started = await startServer({ ...options, password: value('--password') })
      say(started.started ? `started (process ${started.pid})` : `runs already (process ${started.pid})`)
      describe(started, asExports)
      return
    }
    case 'status': {
      const state = serverState(name)
      if (state === null) {
        say('not running')
        process.exitCode = 1
      } else describe(state, asExports)
      return
    }
    case 'stop':
      say((await stopServer(name)) ? 'stopped' : 'not running')
      return
    default:
      throw new Stop('say what to do: `fetch`, `start`, `status` or `stop`')
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    await main(process.argv.slice(2))
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    say(error.message)
    process.exitCode = 1
  }
}
