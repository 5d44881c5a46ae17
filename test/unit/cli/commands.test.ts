import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import * as declared from '../../../src/cli/options.js'
import { environmentName, resolveSettings } from '../../../src/cli/settings.js'
import { UserError } from '../../../src/model/index.js'
import { SCHEMAS } from '../../../src/report/schemas/index.js'
import { ANSWERS, reachAnswer } from '../report/sample-answers.js'
import { DECISION, fakeHost, runIn } from './fake-host.js'

const GAPS = 'inroads: incomplete: 1 thing was not seen (1 not-collected)\n'

describe('what a command asks', () => {
  it('reach takes a party and hands over what is to be left out', async () => {
    const host = fakeHost()
    expect((await runIn(host, 'reach', '999988887777', '-o', 'json')).code).toBe(0)
    expect(host.asked).toEqual([
      ['open', { home: join(host.userHome, '.local/share/inroads'), today: '2026-11-22' }],
      ['reach', { party: '999988887777', expand: false, public: true, escalation: true }],
    ])
  })

  it('reach --all asks about every party, with options before and after the verb', async () => {
    const host = fakeHost()
    const { code, out } = await runIn(
      host,
      ...['--today', '2026-01-31', '-o', 'json', 'reach', '--all', '--expand', '--no-public', '--no-escalation'],
      ...['--snapshot', 'abc', '--home', 'data'],
    )
    expect(code).toBe(0)
    expect(JSON.parse(out)).toEqual(ANSWERS.reach)
    expect(host.asked).toEqual([
      ['open', { home: join(host.cwd, 'data'), snapshot: 'abc', today: '2026-01-31' }],
      ['reach', { party: null, expand: true, public: false, escalation: false }],
    ])
  })

  it('who-can takes an action and a resource', async () => {
    const host = fakeHost()
    expect((await runIn(host, 'who-can', 's3:GetObject', 'arn:aws:s3:::b/k')).code).toBe(0)
    expect(host.asked[1]).toEqual(['whoCan', { action: 's3:GetObject', resource: 'arn:aws:s3:::b/k', data: false }])
  })

  it('explain gathers the context, several values per key', async () => {
    const host = fakeHost()
    const context = ['aws:SourceIp=203.0.113.7', 'aws:TagKeys=a', 'aws:TagKeys=b=c', '__proto__=x']
    const { code } = await runIn(
      host,
      ...['explain', '--principal', 'public', '--action', 'a:B', '--resource', 'r', '--closed-context'],
      ...context.flatMap((pair) => ['--context', pair]),
    )
    expect(code).toBe(0)
    const [, given] = host.asked[1] as [string, { context: Record<string, string[]>; closedContext: boolean }]
    expect(Object.entries(given.context)).toEqual([
      ['aws:SourceIp', ['203.0.113.7']],
      ['aws:TagKeys', ['a', 'b=c']],
      ['__proto__', ['x']],
    ])
    expect(given.closedContext).toBe(true)
  })

  it('the registry is the one named, else parties.yaml here, else in home', async () => {
    const host = fakeHost()
    host.env['INROADS_HOME'] = host.cwd
    writeFileSync(join(host.cwd, 'parties.yaml'), 'parties: []\n')
    writeFileSync(join(host.cwd, 'other.yaml'), 'parties: []\n')
    await runIn(host, 'parties')
    await runIn(host, 'parties', '--parties', 'other.yaml')
    const registries = host.asked
      .filter((one) => (one as string[])[0] === 'open')
      .map((one) => (one as [string, object])[1])
    expect(registries).toMatchObject([
      { parties: join(host.cwd, 'parties.yaml') },
      { parties: join(host.cwd, 'other.yaml') },
    ])
    expect(await runIn(host, 'parties', '--parties', 'gone.yaml')).toMatchObject({
      code: 2,
      err: `inroads: the registry \`${join(host.cwd, 'gone.yaml')}\` does not exist\n  check --parties or INROADS_PARTIES\n`,
    })
  })

  it('parties suggest and parties import print YAML only', async () => {
    const host = fakeHost()
    expect(await runIn(host, 'parties', 'suggest')).toEqual({
      code: 0,
      out: '# 1 stubs\n',
      err: 'inroads: 1 not registered; complete the entries and add them to parties.yaml\n',
    })
    expect(await runIn(host, 'parties', 'import', 'known.yaml', '--quiet')).toEqual({
      code: 0,
      out: 'parties: []\n',
      err: '',
    })
  })
})

describe('what a command prints', () => {
  it('keeps data on stdout and says gaps on stderr where the format has no place for people', async () => {
    const host = fakeHost()
    expect(await runIn(host, 'reach', '--all', '-o', 'csv')).toMatchObject({ code: 0, err: GAPS })
    expect(await runIn(host, 'reach', '--all', '-o', 'csv', '--quiet')).toMatchObject({ code: 0, err: '' })
    expect(await runIn(host, 'reach', '--all')).toMatchObject({ code: 0, err: '' })
  })

  it('uses colours on a terminal only, and not against NO_COLOR or --no-color', async () => {
    const coloured = async (env: Record<string, string>, ...args: string[]): Promise<boolean> => {
      const host = fakeHost()
      host.stdout.isTTY = true
      Object.assign(host.env, env)
      return (await runIn(host, 'reach', '--all', ...args)).out.includes(String.fromCharCode(27))
    }
    expect(await coloured({})).toBe(true)
    expect(await coloured({ NO_COLOR: '1' })).toBe(false)
    expect(await coloured({ INROADS_NO_COLOR: '1' })).toBe(false)
    expect(await coloured({}, '--no-color')).toBe(false)
    expect((await runIn(fakeHost(), 'reach', '--all')).out).not.toContain(String.fromCharCode(27))
  })

  it('schema prints names, one schema, or what there is', async () => {
    const host = fakeHost()
    expect((await runIn(host, 'schema')).out).toBe(`${[...SCHEMAS.keys()].join('\n')}\n`)
    for (const name of Object.keys(ANSWERS)) expect(SCHEMAS.has(name)).toBe(true)
    expect(JSON.parse((await runIn(host, 'schema', 'reach')).out)).toMatchObject({ $id: 'inroads/reach/1' })
    expect(await runIn(host, 'schema', 'nothing')).toMatchObject({ code: 2, out: '' })
  })

  it('status prints what is stored', async () => {
    const { out } = await runIn(fakeHost(), 'status', '-o', 'json')
    expect(JSON.parse(out)).toMatchObject({
      schema: 'inroads/status/1',
      parties: null,
      snapshots: [{ current: true }, {}],
    })
  })

  it('help and version go to stdout', async () => {
    const host = fakeHost()
    expect(await runIn(host, '--version')).toEqual({ code: 0, out: '1.2.3\n', err: '' })
    const help = await runIn(host, 'reach', '--help')
    expect(help).toMatchObject({ code: 0, err: '' })
    for (const flag of ['--all', '--expand', '--no-public', '--no-escalation', '--output', '--today', '--no-color']) {
      expect(help.out).toContain(flag)
    }
    expect(help.out).not.toContain('--no-expand')
  })
})

describe('exit codes', () => {
  const malformedOnly = { ...ANSWERS.import, gaps: [] }

  it.each<[string, number, string[]]>([
    ['clean with gaps', 0, ['reach', '--all']],
    ['incomplete with --strict', 3, ['reach', '--all', '--strict']],
    ['an unknown verb', 2, ['reech']],
    ['an unknown flag', 2, ['reach', '--al']],
    ['no verb', 2, []],
    ['a missing argument', 2, ['who-can', 's3:GetObject']],
    ['an argument too many', 2, ['reach', 'a', 'b']],
    ['no party', 2, ['reach']],
    ['a party and --all', 2, ['reach', 'datadog', '--all']],
    ['an unknown format', 2, ['reach', '--all', '-o', 'pdf']],
    ['a bad date', 2, ['reach', '--all', '--today', '2026-02-30']],
    ['bad context', 2, ['explain', '--principal', 'p', '--action', 'a', '--resource', 'r', '--context', 'novalue']],
    ['a missing question', 2, ['explain', '--principal', 'p', '--action', 'a']],
    ['malformed files', 2, ['import', 'dump']],
  ])('%s is %i', async (_what, code, args) => {
    const ran = await runIn(fakeHost(), ...args)
    expect(ran.code).toBe(code)
    if (code === 2 && args[0] !== 'import') expect(ran.out).toBe('')
    if (code === 2) expect(ran.err).not.toBe('')
  })

  it('strict is clean when nothing is missing', async () => {
    const answer = reachAnswer(ANSWERS.reach.rows)
    const host = fakeHost()
    const questions = await host.ports.openQuestions({ home: '', today: '2026-11-22' })
    const ports = { openQuestions: () => Promise.resolve({ ...questions, reach: () => answer }) }
    expect((await runIn(fakeHost({ ports }), 'reach', '--all', '--strict')).code).toBe(0)
  })

  it('an import is clean when every recognised file could be read', async () => {
    const files = { ...malformedOnly.files, malformed: [] }
    const ports = { importPaths: () => Promise.resolve({ ...malformedOnly, files }) }
    expect(await runIn(fakeHost({ ports }), 'import', 'dump', '-o', 'json')).toMatchObject({
      code: 0,
      err: 'inroads: warning: not recognised, left out: `notes/minutes.json`\n',
    })
  })

  it('an error of the user is one line, then what to do', async () => {
    const failing = new UserError('there is no party `datadgo`', 'near names: datadog\n`inroads parties` lists all')
    const ports = { openQuestions: () => Promise.reject(failing) }
    expect(await runIn(fakeHost({ ports }), 'reach', 'datadgo')).toEqual({
      code: 2,
      out: '',
      err: 'inroads: there is no party `datadgo`\n  near names: datadog\n  `inroads parties` lists all\n',
    })
  })

  it('an error keeps the exit code that it was given', async () => {
    const ports = { openQuestions: () => Promise.reject(new UserError('refused', null, 4)) }
    expect((await runIn(fakeHost({ ports }), 'reach', 'x')).code).toBe(4)
  })

  it('a defect is said to be one, with the trace on request', async () => {
    const host = fakeHost({ ports: { openQuestions: () => Promise.reject(new TypeError('x is undefined')) } })
    const plain = await runIn(host, 'reach', 'x')
    expect(plain).toMatchObject({ code: 5, out: '' })
    expect(plain.err).toMatch(/^inroads: internal error: x is undefined\n {2}this is a defect/)
    expect(plain.err).not.toContain('\n    at ')
    host.env['INROADS_DEBUG'] = '1'
    expect((await runIn(host, 'reach', 'x')).err).toContain('TypeError: x is undefined\n    at ')
  })

  it('an error shows no control character of what it quotes', async () => {
    const { err } = await runIn(fakeHost(), 'reach', '--all', '-o', `x${String.fromCharCode(27)}[2J`)
    expect(err).toBe('inroads: --output: `x[2J` is not known\n  choose one of table, wide, json, ndjson, csv, yaml\n')
  })

  it('a misspelt verb names the near one', async () => {
    expect((await runIn(fakeHost(), 'reech')).err).toBe(
      'inroads: unknown command `reech`\n  did you mean `reach`?\n  see `inroads --help`\n',
    )
  })
})

describe('decide', () => {
  const record = (id: string, change: object = {}): string =>
    JSON.stringify({
      id,
      cloud: 'aws',
      request: { principal: '*', action: 's3:GetObject', resource: 'arn:aws:s3:::b/k' },
      policies: {},
      ...change,
    })

  it('answers in order, keeps going past bad records, and exits 2', async () => {
    const input = [`${record('1')}\n{"id": "2"\n\n`, `${record('3', { cloud: 'oci' })}\n${record('4')}`]
    const { code, out, err } = await runIn(fakeHost({ input }), 'decide')
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(code).toBe(2)
    expect(lines).toMatchObject([
      { id: '1', ...DECISION },
      { id: null, error: expect.stringMatching(/^not valid JSON/) as string },
      { id: '3', error: '`cloud` must be `aws`, `azure` or `gcp`' },
      { id: '4', ...DECISION },
    ])
    expect(err).toBe('inroads: 2 of 4 records could not be decided; their lines hold `error`\n')
  })

  it('reads a JSON list from a file', async () => {
    const host = fakeHost()
    writeFileSync(
      join(host.cwd, 'records.json'),
      JSON.stringify([JSON.parse(record('a')), JSON.parse(record('b'))], null, 2),
    )
    const { code, out } = await runIn(host, 'decide', 'records.json')
    expect(code).toBe(0)
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { id: string }).id),
    ).toEqual(['a', 'b'])
  })

  it('turns what the evaluator refuses into an error of that record', async () => {
    const ports = {
      loadDecideAws: () =>
        Promise.resolve(() => {
          throw new Error('principal `?` is none')
        }),
    }
    const { code, out } = await runIn(fakeHost({ ports, input: [record('x')] }), 'decide', '-')
    expect(code).toBe(2)
    expect(JSON.parse(out)).toEqual({ id: 'x', error: 'principal `?` is none' })
  })

  it('says which file is not there', async () => {
    const host = fakeHost()
    expect(await runIn(host, 'decide', 'gone.json')).toMatchObject({
      code: 2,
      err: `inroads: \`${join(host.cwd, 'gone.json')}\` does not exist\n`,
    })
  })
})

describe('every flag of every command', () => {
  const folder = fileURLToPath(new URL('../../../src/cli/commands', import.meta.url))
  const commands = readdirSync(folder).filter((file) => file !== 'verb.ts')

  // An option that is data gets its variable from `resolveSettings`; one that is declared in another way would not.
  it.each(commands)('is data that the settings weigh: %s', (file) => {
    const source = readFileSync(join(folder, file), 'utf8')
    expect(source).not.toMatch(/\.(?:option|requiredOption|addOption)\(/)
    for (const [, command, options] of source.matchAll(/declareOptions\((\w+), (\w+)\)/g))
      expect(source).toMatch(new RegExp(`run\\(${String(command)}, ${String(options)},`))
  })

  it.each([
    ...declared.GLOBAL_OPTIONS,
    ...declared.REACH_OPTIONS,
    ...declared.EXPLAIN_OPTIONS,
    ...declared.COLLECT_OPTIONS,
  ])('is set by its environment variable: $name', async (spec) => {
    const given = { text: 'x', path: 'x', list: 'a=b', switch: spec.initially === true ? '0' : '1' }[spec.kind]
    const value = spec.name === 'today' ? '2026-01-31' : (spec.choices?.[1] ?? given)
    const settings = await resolveSettings(
      [spec],
      {},
      {
        ...fakeHost(),
        env: { [environmentName(declared.longName(spec))]: value },
      },
    )
    if (spec.kind === 'switch') expect(settings.on(spec.name)).toBe(spec.initially !== true)
    else if (spec.kind === 'list') expect(settings.list(spec.name)).toEqual(['a=b'])
    else expect(settings.text(spec.name)).toContain(value)
  })
})
