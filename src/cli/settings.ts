import { existsSync, readFileSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { isObject, UserError } from '../model/index.js'
import type { Host } from './host.js'
import { FILE_OPTIONS, longName, type OptionSpec } from './options.js'

type Value = string | boolean | string[]

/** The options of one run after flag, environment, project file, user file and default were weighed. */
export interface Settings {
  text(name: string): string | undefined
  on(name: string): boolean
  list(name: string): string[]
}

/** A settings file that was read: its options and the folder that its relative paths start from. */
interface SettingsFile {
  path: string
  values: ReadonlyMap<string, Value>
}

export const SETTINGS_FILE = 'inroads.yaml'

/**
 * Weighs the sources of every option: flag, `INROADS_<FLAG>`, `inroads.yaml` in the current directory, the
 * user's `inroads.yaml`, default.
 *
 * @param flags what the command line gave, by option name
 * @throws UserError for a value that the option does not take, naming the source
 */
export async function resolveSettings(
  options: readonly OptionSpec[],
  flags: { readonly [name: string]: unknown },
  host: Pick<Host, 'env' | 'cwd' | 'userHome' | 'platform'>,
): Promise<Settings> {
  const files: SettingsFile[] = []
  for (const path of [join(host.cwd, SETTINGS_FILE), join(userConfigFolder(host), SETTINGS_FILE)]) {
    if (existsSync(path)) files.push(await readSettingsFile(path))
  }
  const values = new Map<string, Value>()
  for (const option of options) {
    const value = fromFlags(option, flags, host.cwd) ?? fromEnvironment(option, host) ?? fromFiles(option, files)
    if (value !== undefined) values.set(option.name, value)
    else if (option.initially !== undefined) values.set(option.name, option.initially)
  }
  return {
    text: (name) => {
      const value = values.get(name)
      return typeof value === 'string' ? value : undefined
    },
    on: (name) => values.get(name) === true,
    list: (name) => {
      const value = values.get(name)
      return Array.isArray(value) ? value : []
    },
  }
}

function fromFlags(option: OptionSpec, flags: { readonly [name: string]: unknown }, cwd: string): Value | undefined {
  const given = Object.hasOwn(flags, option.name) ? flags[option.name] : undefined
  return given === undefined ? undefined : checked(option, given, `--${longName(option)}`, cwd)
}

function fromEnvironment(option: OptionSpec, host: Pick<Host, 'env' | 'cwd'>): Value | undefined {
  const name = environmentName(longName(option))
  const given = host.env[name]
  if (given !== undefined && given !== '') {
    if (option.kind === 'list') return checked(option, given.split('\n'), name, host.cwd)
    return checked(option, given, name, host.cwd)
  }
  if (option.kind !== 'switch') return undefined
  const opposite = environmentName(`no-${longName(option)}`)
  const negated = host.env[opposite]
  if (negated === undefined || negated === '') return undefined
  return checked(option, negated, opposite, host.cwd) !== true
}

function fromFiles(option: OptionSpec, files: readonly SettingsFile[]): Value | undefined {
  for (const file of files) {
    const value = file.values.get(option.name)
    if (value !== undefined) return value
  }
  return undefined
}

/** `closed-context` is `INROADS_CLOSED_CONTEXT`. */
export function environmentName(long: string): string {
  return `INROADS_${long.replaceAll('-', '_').toUpperCase()}`
}

const SWITCH_WORDS = new Map([
  ['1', true],
  ['true', true],
  ['yes', true],
  ['on', true],
  ['0', false],
  ['false', false],
  ['no', false],
  ['off', false],
])

function checked(option: OptionSpec, given: unknown, source: string, folder: string): Value {
  if (option.kind === 'switch') {
    const on = typeof given === 'boolean' ? given : SWITCH_WORDS.get(String(given).toLowerCase())
    if (on === undefined)
      throw new UserError(`${source}: \`${String(given)}\` is neither on nor off`, 'use 1 or 0, true or false')
    return on
  }
  if (option.kind === 'list') {
    if (!Array.isArray(given) || given.some((item) => typeof item !== 'string')) {
      throw new UserError(`${source}: expected a list of texts`, null)
    }
    return given.map(String)
  }
  if (typeof given !== 'string' || given === '') {
    throw new UserError(`${source}: expected a text`, 'put the value in quotes')
  }
  if (option.choices !== undefined && !option.choices.includes(given)) {
    throw new UserError(`${source}: \`${given}\` is not known`, `choose one of ${option.choices.join(', ')}`)
  }
  if (option.name === 'today') return checkedDate(given, source)
  return option.kind === 'path' && !isAbsolute(given) ? resolve(folder, given) : given
}

function checkedDate(text: string, source: string): string {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text) {
    throw new UserError(`${source}: \`${text}\` is not a date`, 'write it as YYYY-MM-DD')
  }
  return text
}

/** Reads `inroads.yaml`: a mapping from option names to values. */
async function readSettingsFile(path: string): Promise<SettingsFile> {
  const { parseDocument } = await import('yaml')
  const document = parseDocument(readFileSync(path, 'utf8'), { schema: 'core' })
  const [error] = document.errors
  if (error !== undefined) {
    const at = error.linePos?.[0]
    const place = at === undefined ? '' : `:${String(at.line)}:${String(at.col)}`
    throw new UserError(
      `${path}${place}: not valid YAML: ${(error.message.split('\n')[0] ?? '').replace(/ at line.*$/, '')}`,
    )
  }
  const content: unknown = document.toJS({ maxAliasCount: 0 })
  const values = new Map<string, Value>()
  if (content === null || content === undefined) return { path, values }
  if (!isObject(content)) throw new UserError(`${path}: expected option names with values`, 'such as `output: json`')
  for (const [key, given] of Object.entries(content)) {
    const option = FILE_OPTIONS.find((one) => one.name === key)
    if (option === undefined) {
      throw new UserError(
        `${path}: unknown option \`${key}\``,
        `known options: ${FILE_OPTIONS.map((one) => one.name).join(', ')}`,
      )
    }
    values.set(key, checked(option, given, `${path}: ${key}`, dirname(path)))
  }
  return { path, values }
}

function userConfigFolder(host: Pick<Host, 'env' | 'userHome' | 'platform'>): string {
  if (host.platform === 'win32')
    return join(host.env['APPDATA'] ?? join(host.userHome, 'AppData', 'Roaming'), 'inroads')
  return join(absolute(host.env['XDG_CONFIG_HOME']) ?? join(host.userHome, '.config'), 'inroads')
}

/**
 * Where snapshots are kept unless something says otherwise.
 *
 * @see https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function defaultHome(host: Pick<Host, 'env' | 'userHome' | 'platform'>): string {
  if (host.platform === 'win32')
    return join(host.env['LOCALAPPDATA'] ?? join(host.userHome, 'AppData', 'Local'), 'inroads')
  if (host.platform === 'darwin') return join(host.userHome, 'Library', 'Application Support', 'inroads')
  return join(absolute(host.env['XDG_DATA_HOME']) ?? join(host.userHome, '.local', 'share'), 'inroads')
}

function absolute(path: string | undefined): string | undefined {
  return path !== undefined && isAbsolute(path) ? path : undefined
}
