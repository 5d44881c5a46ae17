import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { COLLECT_OPTIONS } from '../../../src/cli/options.js'
import { chosenClouds } from '../../../src/cli/collect/choice.js'
import type { CloudChoice } from '../../../src/cli/collect/cloud-choice.js'
import { resolveSettings } from '../../../src/cli/settings.js'
import { SCHEMAS } from '../../../src/report/schemas/index.js'
import type { CollectAnswer, DoctorAnswer, PlanAnswer, StatusAnswer } from '../../../src/report/index.js'
import type { DoctorCheck } from '../../../src/connector/collect/index.js'
import { schemaErrors } from '../report/json-schema-check.js'
import { cellOf, detailsOf, fakeCloud, refuses, says, type FakeCloud, type Said } from './fake-cloud.js'
import { fakeHost, runIn, type FakeHost } from './fake-host.js'

const A = '111122223333'
const B = '444455556666'
const DETAILS = 'iam get-account-authorization-details'
const ESC = String.fromCharCode(27)

const world = (): Said[] => [
  says(cellOf(A, DETAILS), detailsOf(A)),
  says(cellOf(A, 's3api list-buckets'), { Buckets: [{ Name: 'b' }] }),
  refuses(cellOf(A, 's3api get-bucket-acl', { subject: ['b'], region: 'us-east-1' })),
  says(cellOf(B, DETAILS), detailsOf(B, 'Inner')),
]

function hostWith(cloud: FakeCloud): FakeHost {
  const host = fakeHost({ ports: cloud.ports })
  host.env['INROADS_HOME'] = join(host.cwd, 'home')
  return host
}

const aws = (host: FakeHost, ...args: string[]) => runIn(host, 'collect', '--cloud', 'aws', ...args)

function valid<T extends { schema: string }>(text: string): T {
  const value = JSON.parse(text) as T
  const schema = SCHEMAS.get(value.schema.split('/')[1] ?? '')
  expect(schema).toBeDefined()
  if (schema !== undefined) expect(schemaErrors(schema, value, schema)).toEqual([])
  return value
}

describe('collect', () => {
  it('makes a snapshot that answers questions, and says what was not read and how to grant it', async () => {
    const host = hostWith(fakeCloud(world()))
    const { code, out, err } = await aws(host)
    expect(code).toBe(0)
    expect(out).toContain('AWS           READ  NONE  DENIED  THROTTLED  FAILED')
    expect(out).toContain(`${A}     2     0       1          .       .`)
    expect(out).toContain('s3api:get-bucket-acl in 111122223333')
    expect(out).toMatch(/^snapshot [0-9a-f]{16}: 3 calls answered, 1 not$/m)
    expect(err).not.toContain(ESC)
    const reach = await runIn(host, 'reach', '999988887777', '-o', 'json')
    const { rows } = JSON.parse(reach.out) as { rows: { entry: { id: string } }[] }
    expect(rows.map(({ entry }) => entry.id)).toContain(`arn:aws:iam::${A}:role/Vendor`)
    expect(readdirSync(join(host.cwd, 'home', 'runs'))).toEqual([])
  })

  it('prints an answer that keeps its schema, and with --strict exits 3 when anything is missing', async () => {
    const host = hostWith(fakeCloud(world()))
    const { code, out } = await aws(host, '-o', 'json', '--strict')
    expect(code).toBe(3)
    expect(valid<CollectAnswer>(out)).toMatchObject({ cells: { ok: 3, denied: 1 }, complete: false })
  })

  it('goes on with an interrupted run of the same plan, and asks nothing twice', async () => {
    const cloud = fakeCloud(world())
    const host = hostWith(cloud)
    cloud.stopAfter = { calls: 2, ended: 'interrupted' }
    const first = await aws(host, '--role', 'inroads reader', '--external-id', 'x1')
    expect(first).toMatchObject({ code: 2 })
    const stopped = await aws(host, '--role', 'inroads-reader', '--external-id', 'x1')
    expect(stopped).toMatchObject({ code: 130, out: '' })
    const resume = 'inroads collect --cloud aws --role inroads-reader --external-id ...'
    expect(stopped.err).toContain(`interrupted: 2 calls are done and kept; go on with \`${resume}\``)
    const status = valid<StatusAnswer>((await runIn(host, 'status', '-o', 'json')).out)
    expect(status.unfinished).toMatchObject([{ clouds: ['aws'], cells: 2, resume }])
    expect((await runIn(host, 'status')).out).toContain('unfinished collections')
    cloud.stopAfter = null
    const second = await aws(host, '--role', 'inroads-reader', '--external-id', 'x2')
    expect(second.code).toBe(0)
    expect(second.err).toContain('going on with the run that began 2026-11-22T23:59:00.000Z (2 calls done)')
    expect(new Set(cloud.asked).size).toBe(cloud.asked.length)
    expect(cloud.asked).toHaveLength(world().length)
    expect(valid<StatusAnswer>((await runIn(host, 'status', '-o', 'json')).out).unfinished).toEqual([])
  })

  it('keeps the time of its beginning when it goes on later', async () => {
    const cloud = fakeCloud(world())
    const host = hostWith(cloud)
    cloud.stopAfter = { calls: 1, ended: 'interrupted' }
    await aws(host)
    cloud.stopAfter = null
    host.now = () => Date.UTC(2026, 10, 24)
    const { out, err } = await aws(host, '-o', 'json')
    expect(valid<CollectAnswer>(out).snapshot.takenAt).toBe('2026-11-22T23:59:00.000Z')
    expect(err).toContain('more than a day ago')
  })

  it('starts anew with --fresh, and with another plan', async () => {
    for (const other of [['--fresh'], ['--regions', 'us-east-1']]) {
      const cloud = fakeCloud(world())
      const host = hostWith(cloud)
      cloud.stopAfter = { calls: 2, ended: 'interrupted' }
      await aws(host)
      cloud.stopAfter = null
      const { err, code } = await aws(host, ...other)
      expect(code).toBe(0)
      expect(err).not.toContain('going on')
      expect(cloud.asked).toHaveLength(2 + world().length)
    }
  })

  it('ends with 4 when credentials are no longer accepted, and can go on', async () => {
    const cloud = fakeCloud(world())
    const host = hostWith(cloud)
    cloud.stopAfter = { calls: 3, ended: 'credentials' }
    const stopped = await aws(host)
    expect(stopped).toMatchObject({ code: 4, out: '' })
    expect(stopped.err).toContain('the credentials were not accepted: ExpiredToken: the security token is expired')
    expect(stopped.err).toContain('3 calls are done and kept: sign in again, then go on with\n')
    cloud.stopAfter = null
    expect((await aws(host)).code).toBe(0)
    expect(cloud.asked).toHaveLength(world().length)
  })

  it('hands the interruption to the run, and takes signals back at its end', async () => {
    const cloud = fakeCloud(world())
    const host = hostWith(cloud)
    let ended = 0
    host.interruption = () => ({ signal: AbortSignal.abort(), end: () => (ended += 1) })
    expect((await aws(host)).code).toBe(130)
    expect(ended).toBe(1)
    expect(cloud.asked).toEqual([])
  })

  it('forgets a run in which nothing was answered, says why, and leaves the snapshot', async () => {
    const cloud = fakeCloud([refuses(cellOf(A, DETAILS), 'AccessDenied: no')])
    const host = hostWith(cloud)
    const { code, err } = await aws(host)
    expect(code).toBe(4)
    expect(err).toContain(`${DETAILS}: AccessDenied: no`)
    expect(readdirSync(join(host.cwd, 'home', 'runs'))).toEqual([])
    cloud.script = [refuses(cellOf(A, DETAILS), 'ECONNREFUSED', 'failed')]
    expect((await aws(host)).code).toBe(5)
  })

  it('keeps what it knew of an account that can no longer be read: reach still shows it, and since when', async () => {
    const cloud = fakeCloud(world())
    const host = hostWith(cloud)
    await aws(host)
    cloud.script = [
      refuses(cellOf(A, DETAILS)),
      refuses(cellOf(A, 's3api list-buckets')),
      says(cellOf(B, DETAILS), detailsOf(B, 'Inner')),
    ]
    host.now = () => Date.UTC(2026, 11, 24)
    const { out } = await aws(host)
    expect(out).toContain('could not be read: what is shown of these is old, and answers say so')
    expect(out).toContain(`${A}  kept from 2026-11-22T23:59:00.000Z`)
    const reach = JSON.parse((await runIn(host, 'reach', '999988887777', '-o', 'json')).out) as {
      rows: { entry: { id: string } }[]
      gaps: { scope: string; message: string }[]
    }
    expect(reach.rows.map(({ entry }) => entry.id)).toEqual(
      expect.arrayContaining([`arn:aws:iam::${A}:role/Vendor`, `arn:aws:iam::${B}:role/Inner`]),
    )
    expect(reach.gaps).toContainEqual(
      expect.objectContaining({
        scope: `aws:${A}`,
        message: expect.stringContaining('from 2026-11-22T23:59:00.000Z') as string,
      }),
    )
    const explained = await runIn(
      host,
      ...['explain', '--principal', `arn:aws:iam::${A}:role/Vendor`, '--action', 's3:GetObject'],
      ...['--resource', 'arn:aws:s3:::b/k', '-o', 'json'],
    )
    expect(explained.out).toContain('from 2026-11-22T23:59:00.000Z')
  })

  it('joins the parts of a sharded run with merge', async () => {
    const cloud = fakeCloud(world())
    const host = hostWith(cloud)
    const whole = valid<CollectAnswer>((await aws(host, '-o', 'json')).out).snapshot.id
    const part = async (shard: string, script: Said[]): Promise<string> => {
      cloud.script = script
      return valid<CollectAnswer>((await aws(host, '--shard', shard, '-o', 'json')).out).snapshot.id
    }
    const ids = [await part('1/2', world().slice(0, 3)), await part('2/2', world().slice(3))]
    const merged = await runIn(host, 'merge', ...ids, '-o', 'json')
    expect(valid<CollectAnswer>(merged.out).snapshot.id).toBe(whole)
    expect((await runIn(host, 'merge', 'nothing')).code).toBe(2)
  })

  it.each<[string, string[], string]>([
    ['an unknown cloud', ['--cloud', 'oci'], '--cloud: `oci` is not known'],
    ['a short account', ['--accounts', '123'], '`123` is no value of `accounts`'],
    ['one bad account among several', ['--accounts', `${A},x`], '`x` is no value of `accounts`'],
    ['a shard beyond the last', ['--shard', '9/8'], '`9/8` is no value of `shard`'],
    ['no shard', ['--shard', '0/8'], '`0/8` is no value of `shard`'],
    ['a role with spaces', ['--role', 'a b'], '`a b` is no value of `role`'],
    ['no number', ['--concurrency', 'many'], '`many` is no value of `concurrency`'],
    ['an unknown Azure', ['--azure-cloud', 'Mooncake'], '--azure-cloud: `Mooncake` is not known'],
    ['an unknown log', ['--log-format', 'xml'], '--log-format: `xml` is not known'],
  ])('refuses %s', async (_what, args, said) => {
    const { code, err } = await aws(hostWith(fakeCloud([])), ...args)
    expect(code).toBe(2)
    expect(err).toContain(said)
  })
})

describe('which clouds are read', () => {
  const choose = async (
    args: object,
    env: Record<string, string> = {},
    files: string[] = [],
  ): Promise<CloudChoice[]> => {
    const host = fakeHost()
    Object.assign(host.env, env)
    for (const file of files) {
      mkdirSync(join(host.userHome, file, '..'), { recursive: true })
      writeFileSync(join(host.userHome, file), '')
    }
    return chosenClouds(await resolveSettings(COLLECT_OPTIONS, { ...args }, host), host)
  }
  const names = async (...given: Parameters<typeof choose>): Promise<string[]> =>
    (await choose(...given)).map(({ cloud }) => cloud)

  it('is what --cloud says', async () => {
    expect(await names({ cloud: ['gcp,aws'] }, { AZURE_CLIENT_ID: 'x' })).toEqual(['aws', 'gcp'])
  })

  it('is else what an option names, and what has credentials in plain sight', async () => {
    expect(await names({ role: 'reader' })).toEqual(['aws'])
    expect(await names({ scopes: ['organizations/1'] }, { INROADS_TENANT: 'contoso.example' })).toEqual([
      'azure',
      'gcp',
    ])
    expect(await names({}, { AWS_PROFILE: 'dev' })).toEqual(['aws'])
    expect(await names({}, {}, ['.azure/azureProfile.json'])).toEqual(['azure'])
    expect(await names({}, {}, ['.config/gcloud/application_default_credentials.json'])).toEqual(['gcp'])
    expect(await names({ role: 'reader' }, {}, ['.azure/azureProfile.json'])).toEqual(['aws', 'azure'])
  })

  it('is an error where there is none, with what to do', async () => {
    const { code, err } = await runIn(fakeHost(), 'collect')
    expect(code).toBe(2)
    expect(err).toContain('no cloud to read')
    expect(err).toContain('gcloud auth application-default login')
  })

  it('comes with their options, lists split at commas', async () => {
    const [choice] = await choose({
      ...{ cloud: ['aws'], accounts: [`${A},${B}`, '777788889999'], regions: ['us-east-1'] },
      ...{ accountTags: ['team=a,b'], shard: '2/3', role: 'path/reader' },
    })
    expect(choice).toMatchObject({
      cloud: 'aws',
      options: {
        accounts: [A, B, '777788889999'],
        accountTags: ['team=a,b'],
        excludeAccounts: [],
        role: 'path/reader',
        shard: { index: 2, count: 3 },
      },
    })
  })
})

describe('collect --dry-run', () => {
  it('lists the calls that the clouds declare with their permissions, and asks nobody', async () => {
    const cloud = fakeCloud(world())
    const host = hostWith(cloud)
    const ran = await runIn(host, 'collect', '--cloud', 'azure,gcp', '--dry-run', '-o', 'json')
    expect(ran.code).toBe(0)
    const { calls, clouds } = valid<PlanAnswer>(ran.out)
    expect(clouds).toEqual(['azure', 'gcp'])
    expect(calls.length).toBeGreaterThan(20)
    expect(calls.some(({ permissions }) => permissions.includes('cloudasset.assets.listIamPolicy'))).toBe(true)
    expect(calls.some(({ permissions }) => permissions.includes('Microsoft.Authorization/roleAssignments/read'))).toBe(
      true,
    )
    expect(cloud.asked).toEqual([])
    expect(existsSync(join(host.cwd, 'home'))).toBe(false)
    expect((await runIn(host, 'collect', '--cloud', 'gcp', '--dry-run')).out).toContain('nothing was asked')
  })
})

describe('collect --log-format json', () => {
  it('writes one object for each event, and no secret', async () => {
    const secret = `eyJ${'x'.repeat(20)}.${'y'.repeat(20)}.zz`
    const host = hostWith(
      fakeCloud([...world(), refuses(cellOf(B, 'kms list-keys'), `ExpiredToken: Bearer ${secret}`)]),
    )
    const { code, err } = await aws(host, '--log-format', 'json')
    expect(code).toBe(0)
    const lines = err
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(lines.filter(({ event }) => event === 'finished')).toHaveLength(3)
    expect(lines).toContainEqual(
      expect.objectContaining({
        ...{ level: 'error', event: 'failed', status: 'denied', operation: 'list-keys' },
        ...{ message: 'ExpiredToken: [redacted]', time: '2026-11-22T23:59:00.000Z' },
      }),
    )
    expect(err).not.toContain(secret.slice(0, 12))
  })
})

describe('status', () => {
  it('shows what the snapshot covers, service by account', async () => {
    const host = hostWith(fakeCloud(world()))
    await aws(host)
    const { out } = await runIn(host, 'status')
    expect(out).toContain(`AWS    ${A}  ${B}\niam    all           all\ns3api  part          -\n`)
    const csv = (await runIn(host, 'status', '-o', 'csv')).out
    expect(csv).toContain(`,aws,${A},us-east-1,s3api,0,0,1,0,0,0,get-bucket-acl:denied:1`)
  })

  it('folds services that were not read anywhere into one sentence, with all their names', async () => {
    const services = Array.from({ length: 20 }, (_, at) => `service${String(at)}`)
    const silent = services.map((service) => refuses(cellOf(A, `${service} list`)))
    const host = hostWith(fakeCloud([says(cellOf(A, DETAILS), detailsOf(A)), ...silent]))
    await aws(host)
    const { out } = await runIn(host, 'status')
    expect(out).toContain(`AWS  ${A}\niam  all\n20 services: no call was answered: service0, service1, service10,`)
    for (const service of services) expect(out).toContain(service)
  })

  it('folds what does not fit: a thousand accounts and many services', async () => {
    const accounts = Array.from({ length: 1000 }, (_, at) => String(100000000000 + at))
    const services = Array.from({ length: 20 }, (_, at) => `service${String(at)}`)
    const host = hostWith(
      fakeCloud([
        ...accounts.flatMap((account) => services.map((service) => says(cellOf(account, `${service} list`), {}))),
        ...accounts.slice(0, 14).map((account) => refuses(cellOf(account, 'kms list-keys'))),
      ]),
    )
    const collected = await aws(host)
    expect(collected.out).toContain('kms:list-keys in 14 accounts or other scopes')
    expect(collected.out).toContain('and 980 more scopes, all of them read (all: -o wide)')
    expect(collected.out.split('\n').length).toBeLessThan(60)
    const coverage = (await runIn(host, 'status')).out.split('\nnot seen')[0] ?? ''
    expect(coverage).toContain(
      'AWS, 1000 scopes  NOT  NOT WHOLE IN\nkms                14  100000000000, 100000000001, 12 more\n',
    )
    expect(coverage).toContain('20 services: every call was answered (all: -o wide)')
    expect(coverage.split('\n').length).toBeLessThan(20)
    const { coverage: whole } = valid<StatusAnswer>((await runIn(host, 'status', '-o', 'json')).out)
    expect(whole).toHaveLength(20_014)
  })
})

describe('doctor', () => {
  const expired: DoctorCheck = {
    ...{
      cloud: 'aws',
      what: 'credentials',
      status: 'failed',
      found: 'the token has expired',
      fix: 'run `aws sso login`',
    },
  }
  const refused: DoctorCheck = { ...expired, what: 'iam:ListRoles', found: 'refused', fix: 'grant `iam:ListRoles`' }
  const run = (checks: DoctorCheck[], ...args: string[]) => {
    const host = fakeHost({ ports: { ...fakeCloud([]).ports, doctor: () => Promise.resolve(checks) } })
    host.env['INROADS_HOME'] = join(host.cwd, 'home')
    return runIn(host, 'doctor', '--cloud', 'aws', ...args)
  }

  it.each<[string, DoctorCheck[], string[], number]>([
    ['nothing is wrong', [{ ...expired, status: 'ok', fix: null }], [], 0],
    ['nothing is wrong, strictly', [{ ...expired, status: 'ok', fix: null }], ['--strict'], 0],
    ['a permission is missing', [refused], [], 0],
    ['a permission is missing, strictly', [refused], ['--strict'], 3],
    ['credentials are not accepted', [expired, refused], [], 4],
  ])('when %s', async (_what, checks, args, code) => {
    const ran = await run(checks, ...args, '-o', 'json')
    expect(ran.code).toBe(code)
    expect(valid<DoctorAnswer>(ran.out).ok).toBe(checks.every(({ status }) => status === 'ok'))
  })

  it('says for each place what is wrong and what to do', async () => {
    const { out } = await run([expired, refused])
    expect(out).toContain('  ok    Node.js: v20.11.1\n')
    expect(out).toContain('  FAIL  credentials: the token has expired\n        to do: run `aws sso login`\n')
    expect(out).toContain('4 checks: 2 failed'.replace('4', '5'))
  })

  it('looks at Node, at the home folder and its snapshots', async () => {
    const host = fakeHost({ ports: { ...fakeCloud([]).ports } })
    const home = join(host.cwd, 'home')
    host.env['INROADS_HOME'] = home
    host.nodeVersion = 'v18.1.0'
    mkdirSync(join(home, 'snapshots', '0123456789abcdef'), { recursive: true })
    writeFileSync(join(home, 'snapshots', '0123456789abcdef', 'manifest.json'), '{')
    chmodSync(home, 0o755)
    const { checks } = valid<DoctorAnswer>((await runIn(host, 'doctor', '-o', 'json')).out)
    expect(checks.map(({ what, status }) => [what, status])).toEqual([
      ['Node.js', 'failed'],
      ['home', 'warning'],
      ['snapshots', 'failed'],
      ['clouds', 'warning'],
    ])
    expect(checks[1]?.fix).toBe(`chmod 700 '${home}'`)
  })
})

describe('init', () => {
  const settingsOf = (host: FakeHost) => resolveSettings(COLLECT_OPTIONS, {}, host)

  it('writes what was answered, commented, as collect reads it back', async () => {
    const lines = [
      'aws, gcp',
      'inroads-reader',
      'ext/1',
      '',
      'us-east-1, eu-west-1',
      'organizations/12',
      'my-project',
      'y',
    ]
    const host = fakeHost({ input: [`${lines.join('\n')}\n`] })
    const { code, out, err } = await runIn(host, 'init')
    expect(code).toBe(0)
    expect(out).toBe(`wrote ${join(host.cwd, 'inroads.yaml')}\nwrote ${join(host.cwd, 'parties.yaml')}\n`)
    expect(err).toContain('AWS: name of the role to assume')
    expect(err).not.toContain('Azure: tenant')
    const settings = await settingsOf(host)
    expect(settings.list('cloud')).toEqual(['aws', 'gcp'])
    expect(settings.text('role')).toBe('inroads-reader')
    expect(settings.text('profile')).toBeUndefined()
    const [chosenAws, chosenGcp] = chosenClouds(settings, host)
    expect(chosenAws?.options).toMatchObject({ externalId: 'ext/1', regions: ['us-east-1', 'eu-west-1'] })
    expect(chosenGcp?.options).toMatchObject({ scopes: ['organizations/12'], quotaProject: 'my-project' })
    const text = readFileSync(join(host.cwd, 'inroads.yaml'), 'utf8')
    expect(text).toContain('# accounts: []')
    // Everything that is commented out is an option, too.
    const all = text.replace(/^# (\w+:( \[\]| true)?)$/gm, '$1')
    const known = new Set([...COLLECT_OPTIONS.map(({ name }) => name), 'strict'])
    expect(Object.keys(parseYaml(all) as object).filter((key) => !known.has(key))).toEqual([])
    expect(Object.keys(parseYaml(all) as object).length).toBeGreaterThan(15)
  })

  it('asks nothing with --yes, and takes the clouds whose credentials are there', async () => {
    const host = fakeHost()
    host.env['AWS_PROFILE'] = 'dev'
    expect(await runIn(host, 'init', '--yes')).toMatchObject({
      code: 0,
      out: `wrote ${join(host.cwd, 'inroads.yaml')}\n`,
      err: 'inroads: next: `inroads doctor`, then `inroads collect`\n',
    })
    expect((await settingsOf(host)).list('cloud')).toEqual(['aws'])
    expect(existsSync(join(host.cwd, 'parties.yaml'))).toBe(false)
  })

  it('never writes over a file that is there, unless told to', async () => {
    const host = fakeHost()
    writeFileSync(join(host.cwd, 'inroads.yaml'), 'role: mine\n')
    const { code, err } = await runIn(host, 'init', '--yes')
    expect(code).toBe(2)
    expect(err).toContain('is there already')
    expect(readFileSync(join(host.cwd, 'inroads.yaml'), 'utf8')).toBe('role: mine\n')
    expect((await runIn(host, 'init', '--yes', '--force')).code).toBe(0)
    expect((await settingsOf(host)).text('role')).toBeUndefined()
  })

  it('asks again where an answer cannot be one, and gives up where no better one comes', async () => {
    const host = fakeHost({ input: ['aws\n', 'a bad role\n', 'good\n'] })
    const { code, err } = await runIn(host, 'init')
    expect(code).toBe(0)
    expect(err).toContain('`a bad role` is not taken')
    expect((await settingsOf(host)).text('role')).toBe('good')
    const hopeless = fakeHost({ input: ['oci\n'] })
    expect((await runIn(hopeless, 'init')).code).toBe(2)
    expect(existsSync(join(hopeless.cwd, 'inroads.yaml'))).toBe(false)
  })

  it('makes a parties.yaml that the registry takes', async () => {
    const host = fakeHost({ input: ['aws\n\n\n\n\n\n'] })
    Object.assign(host.ports, fakeCloud([]).ports)
    host.env['INROADS_HOME'] = join(host.cwd, 'home')
    await runIn(host, 'init')
    expect(statSync(join(host.cwd, 'parties.yaml')).isFile()).toBe(true)
    Object.assign(host.ports, fakeCloud(world()).ports)
    await aws(host)
    expect((await runIn(host, 'parties')).code).toBe(0)
  })
})
