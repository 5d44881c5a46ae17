import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { EXPLAIN_OPTIONS, GLOBAL_OPTIONS, REACH_OPTIONS } from '../../../src/cli/options.js'
import { defaultHome, environmentName, resolveSettings, type Settings } from '../../../src/cli/settings.js'

const OPTIONS = [...GLOBAL_OPTIONS, ...REACH_OPTIONS, ...EXPLAIN_OPTIONS]

interface Sources {
  flags?: Record<string, unknown>
  env?: Record<string, string>
  project?: string
  user?: string
}

function resolved(sources: Sources): Promise<Settings> & { cwd: string; userFolder: string } {
  const cwd = mkdtempSync(join(tmpdir(), 'inroads-settings-'))
  onTestFinished(() => rmSync(cwd, { recursive: true }))
  const userHome = join(cwd, 'user')
  const userFolder = join(userHome, '.config', 'inroads')
  mkdirSync(userFolder, { recursive: true })
  if (sources.project !== undefined) writeFileSync(join(cwd, 'inroads.yaml'), sources.project)
  if (sources.user !== undefined) writeFileSync(join(userFolder, 'inroads.yaml'), sources.user)
  const host = { env: sources.env ?? {}, cwd, userHome, platform: 'linux' }
  return Object.assign(resolveSettings(OPTIONS, sources.flags ?? {}, host), { cwd, userFolder })
}

describe('precedence', () => {
  const all = {
    flags: { output: 'json' },
    env: { INROADS_OUTPUT: 'yaml' },
    project: 'output: csv\n',
    user: 'output: wide\n',
  }
  it.each<[string, Sources, string | undefined]>([
    ['a flag wins', all, 'json'],
    ['then the environment', { ...all, flags: {} }, 'yaml'],
    ['then the project file', { ...all, flags: {}, env: {} }, 'csv'],
    ['then the user file', { user: all.user }, 'wide'],
    ['then the default', {}, undefined],
    ['an empty variable says nothing', { env: { INROADS_OUTPUT: '' }, user: all.user }, 'wide'],
    ['an empty file says nothing', { project: '# none\n', user: all.user }, 'wide'],
  ])('%s', async (_what, sources, output) => {
    expect((await resolved(sources)).text('output')).toBe(output)
  })
})

describe('switches', () => {
  it.each<[string, string, Sources, boolean]>([
    ['off by default', 'expand', {}, false],
    ['on by default', 'public', {}, true],
    ['a flag', 'expand', { flags: { expand: true } }, true],
    ['a flag against the environment', 'expand', { flags: { expand: false }, env: { INROADS_EXPAND: '1' } }, false],
    ['the environment', 'expand', { env: { INROADS_EXPAND: 'yes' } }, true],
    ['the environment, off', 'strict', { env: { INROADS_STRICT: '0' }, project: 'strict: true\n' }, false],
    ['the variable of a --no flag', 'public', { env: { INROADS_NO_PUBLIC: '1' } }, false],
    ['the variable of a --no flag, off', 'public', { env: { INROADS_NO_PUBLIC: 'false' } }, true],
    ['a file', 'escalation', { project: 'escalation: false\n' }, false],
  ])('%s', async (_what, name, sources, on) => {
    expect((await resolved(sources)).on(name)).toBe(on)
  })
})

describe('values', () => {
  it('are relative to the current directory, or to the file that names them', async () => {
    const flag = resolved({ flags: { parties: 'p.yaml' } })
    expect((await flag).text('parties')).toBe(join(flag.cwd, 'p.yaml'))
    const file = resolved({ user: 'parties: p.yaml\nhome: /data\n' })
    expect((await file).text('parties')).toBe(join(file.userFolder, 'p.yaml'))
    expect((await file).text('home')).toBe('/data')
  })

  it('of a repeated flag stand on lines of their own in the environment', async () => {
    const settings = await resolved({ env: { INROADS_CONTEXT: 'a=1\nb=2' } })
    expect(settings.list('context')).toEqual(['a=1', 'b=2'])
  })

  it.each<[string, Sources, string]>([
    ['an unknown format', { env: { INROADS_OUTPUT: 'pdf' } }, 'INROADS_OUTPUT: `pdf` is not known'],
    ['a date that is none', { flags: { today: '2026-13-01' } }, '--today: `2026-13-01` is not a date'],
    ['a switch that is neither', { env: { INROADS_STRICT: 'maybe' } }, 'INROADS_STRICT: `maybe` is neither on nor off'],
    ['an unknown key', { project: 'outptu: json\n' }, 'unknown option `outptu`'],
    ['a key named __proto__', { project: '__proto__: 1\n' }, 'unknown option `__proto__`'],
    ['a list for a file', { project: '- output\n' }, 'expected option names with values'],
    ['YAML that is none', { project: 'output: "json\n' }, 'inroads.yaml:2:1: not valid YAML'],
    ['a number for a text', { project: 'snapshot: 12\n' }, 'snapshot: expected a text'],
  ])('%s is an error that names the source', async (_what, sources, message) => {
    await expect(resolved(sources)).rejects.toThrow(message)
  })
})

describe('names and places', () => {
  it.each([
    ['today', 'INROADS_TODAY'],
    ['closed-context', 'INROADS_CLOSED_CONTEXT'],
  ])('--%s is %s', (long, name) => {
    expect(environmentName(long)).toBe(name)
  })

  it.each([
    ['linux', {}, '/u/.local/share/inroads'],
    ['linux', { XDG_DATA_HOME: '/x' }, '/x/inroads'],
    ['linux', { XDG_DATA_HOME: 'relative' }, '/u/.local/share/inroads'],
    ['darwin', {}, '/u/Library/Application Support/inroads'],
  ])('home on %s with %j is %s', (platform, env, home) => {
    expect(defaultHome({ platform, env, userHome: '/u' })).toBe(home)
  })
})
