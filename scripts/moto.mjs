// A Python of its own with moto, the simulated AWS that live collection is tested against.
//
//   node scripts/moto.mjs          install it (60 MB, once) and print the path of its Python
//
// It lies in INROADS_MOTO_CACHE, else in `inroads/moto-<release>` of the user's cache folder. Needs Python 3.9 or later
// with its module `venv`.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

const RELEASE = '5.2.1'

const folder =
  process.env.INROADS_MOTO_CACHE ??
  join(
    process.platform === 'win32'
      ? (process.env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'))
      : process.platform === 'darwin'
        ? join(homedir(), 'Library', 'Caches')
        : (process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache')),
    'inroads',
    `moto-${RELEASE}`,
  )

const pythonIn = (root) =>
  process.platform === 'win32' ? join(root, 'Scripts', 'python.exe') : join(root, 'bin', 'python')

function run(program, args) {
  const { status, stderr, stdout, error } = spawnSync(program, args, { encoding: 'utf8' })
  if (error) throw new Error(`\`${program}\` cannot be run: ${error.message}`)
  if (status !== 0) throw new Error(`\`${[program, ...args].join(' ')}\`: ${(stderr || stdout).trim().slice(-600)}`)
}

/**
 * The path of a Python that has moto; installs it where it is not there yet.
 *
 * @throws Error if there is no Python, or the packages cannot be fetched
 */
export function motoPython() {
  const python = pythonIn(folder)
  // The mark is written last: an installation that was broken off is done again.
  const mark = join(folder, 'complete')
  if (existsSync(mark)) return python
  process.stderr.write(`moto: installing release ${RELEASE}\n`)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(dirname(folder), { recursive: true })
  run(process.env.PYTHON ?? 'python3', ['-m', 'venv', folder])
  run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `moto[server]==${RELEASE}`])
  mkdirSync(`${mark}.new`)
  renameSync(`${mark}.new`, mark)
  return python
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    process.stdout.write(`${motoPython()}\n`)
  } catch (error) {
    process.stderr.write(`moto: ${error.message}\n`)
    process.exitCode = 1
  }
}
