// The two-minute tour: imports the example company, asks what outsiders reach in it, and explains one answer.
// Touches nothing of yours: it keeps its snapshot in a folder of its own and removes it at the end.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const cli = join(root, 'dist/src/cli/main.js')
const example = 'examples/northwind'
const colours = process.stdout.isTTY === true && !process.env.NO_COLOR

const codes = { bold: [1, 22], dim: [2, 22], cyan: [36, 39] }
const paint = (style, text) => (colours ? `\u001b[${codes[style][0]}m${text}\u001b[${codes[style][1]}m` : text)
const say = (text = '') => process.stdout.write(`${text}\n`)

/** A failed step ends the demo with that step's exit code, after the temporary folder is gone. */
class Stop extends Error {
  constructor(message, code) {
    super(message)
    this.code = code
  }
}

function newestSource() {
  const times = ['package.json', 'tsconfig.json', 'tsconfig.build.json'].map(
    (file) => statSync(join(root, file)).mtimeMs,
  )
  for (const folder of ['src', 'connectors', 'queries']) {
    if (!existsSync(join(root, folder))) continue
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
      if (entry.isFile()) times.push(statSync(join(entry.parentPath ?? entry.path, entry.name)).mtimeMs)
  }
  return Math.max(...times)
}

function build() {
  if (existsSync(cli) && statSync(cli).mtimeMs >= newestSource()) return
  say(paint('dim', 'building (a few seconds, once) ...'))
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  if (!existsSync(compiler)) throw new Stop('the compiler is missing: run `npm install` first', 1)
  const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json', '--noEmitOnError'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (status !== 0) throw new Stop('the build failed: see the errors above', status ?? 1)
}

/** As one would type it in a shell. */
const quoted = (word) => (/^[\w./:@=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)

function step(title, why, args, environment) {
  say()
  say(paint('bold', title))
  for (const line of why) say(paint('dim', line))
  say()
  say(`${paint('cyan', '$')} inroads ${args.map(quoted).join(' ')}`)
  say()
  const started = performance.now()
  const { status, signal } = spawnSync(process.execPath, [cli, ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...environment },
  })
  if (status !== 0) throw new Stop(`\`inroads ${args[0]}\` ended with ${signal ?? `exit code ${status}`}`, status ?? 1)
  say()
  say(paint('dim', `${((performance.now() - started) / 1000).toFixed(2)} s`))
}

const started = performance.now()
const home = mkdtempSync(join(tmpdir(), 'inroads-demo-'))
try {
  if (Number(process.versions.node.split('.')[0]) < 20)
    throw new Stop(`Node 20 or later is needed, this is ${process.version}`, 1)
  build()
  const { today, explain } = JSON.parse(readFileSync(join(root, example, 'demo.json'), 'utf8'))
  const environment = {
    INROADS_HOME: home,
    INROADS_PARTIES: join(root, example, 'parties.yaml'),
    ...(today ? { INROADS_TODAY: today } : {}),
  }

  say()
  say(`${paint('bold', 'inroads')}: every road an outside party has into your clouds`)
  say(
    paint(
      'dim',
      `The example is a company that does not exist: its dumps and its registry of vendors are in ${example}/.`,
    ),
  )

  step(
    '1. Take what the cloud says',
    [
      'Files that the command lines of three clouds wrote. No credentials, no network: what is not in them is reported, never assumed.',
    ],
    ['import', `${example}/import`],
    environment,
  )
  step(
    '2. Ask what every outside party can reach',
    [
      'Through trusts, chains of roles, boundaries and organization policies. A condition that stays open is told, with who can meet it.',
    ],
    ['reach', '--all'],
    environment,
  )
  step(
    '3. Ask why',
    ['One principal, one action, one resource: what each layer said, with the statement that decided.'],
    ['explain', '--principal', explain.principal, '--action', explain.action, '--resource', explain.resource],
    environment,
  )

  say()
  say(`${paint('bold', 'On your own account')} (read-only, one call):`)
  say()
  say('  aws iam get-account-authorization-details > dump.json')
  say('  npx inroads import dump.json')
  say('  npx inroads reach --all')
  say()
  say(paint('dim', `demo: ${((performance.now() - started) / 1000).toFixed(1)} s in all`))
} catch (error) {
  if (!(error instanceof Stop)) throw error
  process.stderr.write(`demo: ${error.message}\n`)
  process.exitCode = error.code
} finally {
  rmSync(home, { recursive: true, force: true })
}
