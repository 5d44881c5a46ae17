import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { canonicalJson, compareText, isObject, type Json, type JsonObject } from '../../model/index.js'
import type { UnfinishedRun } from '../../report/collect-answers.js'
import { CLOUD_OPTIONS, longName } from '../options.js'
import type { Settings } from '../settings.js'
import type { CloudChoice } from './cloud-choice.js'

/** What is read, as far as it decides which calls are made: the same plan goes on with an interrupted run. */
export function planOf(choices: readonly CloudChoice[]): JsonObject {
  const clouds = choices.map(({ cloud, options }): JsonObject => {
    // How the caller proves who it is may change between two attempts; who it is may not.
    const { env: _env, now: _now, ...what } = options
    const { externalId: _externalId, sessionName: _sessionName, ...rest } = what as JsonObject
    return { cloud, options: rest, caller: callerOf(cloud, options.env) }
  })
  return { schema: 'inroads/plan-of-run/1', clouds }
}

const CALLER: { readonly [cloud: string]: readonly string[] } = {
  aws: ['AWS_PROFILE'],
  azure: ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID'],
  gcp: ['GOOGLE_APPLICATION_CREDENTIALS'],
}

function callerOf(cloud: string, env: CloudChoice['options']['env']): Json {
  return (CALLER[cloud] ?? []).map((name) => env[name] ?? null)
}

/** A run on disk: the journal's folder, and beside it a file that says what the run is. */
export interface RunPlace {
  folder: string
  file: string
}

export function runPlace(home: string, plan: Json): RunPlace {
  const hash = createHash('sha256').update(canonicalJson(plan)).digest('hex').slice(0, 16)
  return { folder: join(home, 'runs', hash), file: join(home, 'runs', `${hash}.json`) }
}

/** The run that was interrupted there, null if there is none. */
export function unfinishedAt({ folder, file }: RunPlace): UnfinishedRun | null {
  if (!existsSync(folder)) return null
  try {
    const said: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return isRun(said) ? said : null
  } catch {
    return null
  }
}

function isRun(value: unknown): value is UnfinishedRun & JsonObject {
  return (
    isObject(value) &&
    typeof value['startedAt'] === 'string' &&
    Array.isArray(value['clouds']) &&
    value['clouds'].every((cloud) => typeof cloud === 'string') &&
    (value['cells'] === null || typeof value['cells'] === 'number') &&
    typeof value['resume'] === 'string'
  )
}

/** Says what the run is; whoever reads sees the old text or the new one. */
export function describeRun({ file, folder }: RunPlace, run: UnfinishedRun): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const unfinished = `${file}.new`
  writeFileSync(unfinished, `${JSON.stringify(run)}\n`, { mode: 0o600 })
  renameSync(unfinished, file)
}

export function removeRun({ folder, file }: RunPlace): void {
  rmSync(folder, { recursive: true, force: true })
  rmSync(file, { force: true })
}

/** Every run under a home that can go on, the oldest first. */
export function unfinishedRuns(home: string): UnfinishedRun[] {
  const parent = join(home, 'runs')
  if (!existsSync(parent)) return []
  return readdirSync(parent)
    .filter((name) => /^[0-9a-f]{16}\.json$/.test(name))
    .flatMap((name) => unfinishedAt({ folder: join(parent, name.slice(0, -5)), file: join(parent, name) }) ?? [])
    .sort((a, b) => compareText(a.startedAt, b.startedAt))
}

/** The command line that makes the same plan. The external id is not written down: whoever goes on knows it. */
export function commandOf(settings: Settings, choices: readonly CloudChoice[]): string {
  const words = ['inroads', 'collect', '--cloud', choices.map(({ cloud }) => cloud).join(',')]
  for (const option of CLOUD_OPTIONS) {
    if (option.name === 'cloud') continue
    const flag = `--${longName(option)}`
    const text = settings.text(option.name)
    if (option.name === 'externalId') words.push(...(text === undefined ? [] : [flag, '...']))
    else if (text !== undefined) words.push(flag, quoted(text))
    for (const value of settings.list(option.name)) words.push(flag, quoted(value))
  }
  const shard = settings.text('shard')
  if (shard !== undefined) words.push('--shard', shard)
  const store = settings.text('store')
  if (store !== undefined) words.push('--store', quoted(store))
  return words.join(' ')
}

function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
