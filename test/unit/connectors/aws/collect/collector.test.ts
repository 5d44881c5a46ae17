import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createAwsCollector, type AwsCollectOptions } from '../../../../../connectors/aws/index.js'
import { CallFailure, type Cell, type Collector } from '../../../../../src/connector/index.js'
import { EXIT, UserError } from '../../../../../src/model/index.js'
import { CALLER, json, startFakeAws, xml, type Asked, type FakeAws, type Reply } from './fake-aws.js'

let aws: FakeAws
let collectors: Collector[]

beforeEach(async () => {
  aws = await startFakeAws()
  collectors = []
})

afterEach(async () => {
  for (const collector of collectors) await collector.close?.()
  await aws.stop()
})

async function collector(more: Partial<AwsCollectOptions> = {}): Promise<Collector> {
  const made = await createAwsCollector(aws.options(more))
  collectors.push(made)
  return made
}

const REGIONS = { Regions: [{ RegionName: 'us-east-1', OptInStatus: 'opt-in-not-required' }] }

function cellAt(cells: readonly Cell[], path: string): Cell {
  const found = cells.find((cell) => cell.path === path)
  if (found === undefined) throw new Error(`no cell at ${path}: ${cells.map((cell) => cell.path).join(' ')}`)
  return found
}

/** The cell of a call that is made once in us-east-1 of the caller's account. */
function regional(made: Collector, call: string): Cell {
  const regions = cellAt(made.roots(), `${CALLER}/global/ec2-describe-regions.json`)
  return cellAt(made.follow(regions, REGIONS), `${CALLER}/us-east-1/${call}.json`)
}

function fetched(made: Collector, cell: Cell, page: string | null = null) {
  return made.fetch(cell, page, AbortSignal.timeout(10_000))
}

async function failureOf(made: Collector, cell: Cell): Promise<CallFailure> {
  const caught: unknown = await fetched(made, cell).then(
    (page) => page,
    (error: unknown) => error,
  )
  if (!(caught instanceof CallFailure)) throw new Error(`no failure: ${JSON.stringify(caught)}`)
  return caught
}

function on(operation: string, reply: Reply): void {
  aws.reply((asked) => (asked.operation === operation ? reply : null))
}

function timesAsked(operation: string): number {
  return aws.asked.filter((asked) => asked.operation === operation).length
}

describe('a live collection of AWS', () => {
  it('begins with its own account and the organization, and asks in each enabled Region', async () => {
    const made = await collector()
    const roots = made.roots().map((cell) => cell.path)
    expect(roots).toContain(`${CALLER}/global/iam-get-account-authorization-details.json`)
    expect(roots).toContain(`${CALLER}/global/organizations-list-accounts.json`)
    expect(roots.filter((path) => path.endsWith('kms-list-keys.json'))).toEqual([])
    const regions = cellAt(made.roots(), `${CALLER}/global/ec2-describe-regions.json`)
    const cells = made.follow(regions, {
      Regions: [
        { RegionName: 'eu-west-1', OptInStatus: 'opted-in' },
        { RegionName: 'af-south-1', OptInStatus: 'not-opted-in' },
      ],
    })
    expect(cells.map((cell) => cell.path)).toContain(`${CALLER}/eu-west-1/kms-list-keys.json`)
    expect(cells.filter((cell) => cell.region === 'af-south-1')).toEqual([])
    // What finds Regions and accounts is asked where it is needed, and nowhere else.
    const all = [...made.roots(), ...cells]
    expect(all.filter(({ operation }) => operation === 'describe-regions').map(({ path }) => path)).toEqual([
      regions.path,
    ])
    expect(all.filter(({ operation }) => operation === 'list-tags-for-resource')).toEqual([])
  })

  it('refuses to begin without credentials, with the exit code for them', async () => {
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_PROFILE']) vi.stubEnv(name, undefined)
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true')
    vi.stubEnv('AWS_CONFIG_FILE', '/nowhere/config')
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nowhere/credentials')
    const error: unknown = await collector({ env: { AWS_ENDPOINT_URL: aws.endpoint } }).catch(
      (caught: unknown) => caught,
    )
    expect(error).toBeInstanceOf(UserError)
    expect(error).toMatchObject({ exitCode: EXIT.credentials })
    expect(aws.asked).toEqual([])
  })

  it('refuses credentials that are not known, and says what AWS said', async () => {
    on(
      'GetCallerIdentity',
      xml(
        '<ErrorResponse><Error><Code>InvalidClientTokenId</Code><Message>no such token</Message></Error></ErrorResponse>',
        403,
      ),
    )
    await expect(collector()).rejects.toMatchObject({
      exitCode: EXIT.credentials,
      message: expect.stringContaining('(InvalidClientTokenId)') as string,
    })
  })

  it('puts pages together as the CLI does', async () => {
    aws.reply(({ operation, body }) => {
      if (operation !== 'ListKeys') return null
      const isSecond = (JSON.parse(body) as { Marker?: string }).Marker === 'm1'
      return json(
        isSecond
          ? { Keys: [{ KeyId: 'k2' }], Truncated: false }
          : { Keys: [{ KeyId: 'k1' }], NextMarker: 'm1', Truncated: true },
      )
    })
    const made = await collector()
    const cell = regional(made, 'kms-list-keys')
    const first = await fetched(made, cell)
    const second = await fetched(made, cell, first.next)
    expect(second.next).toBeNull()
    const body = made.merge(cell, [first.body, second.body])
    expect(body).toEqual({ Keys: [{ KeyId: 'k1' }, { KeyId: 'k2' }] })
    expect(made.follow(cell, body).map(({ path }) => path)).toContain(`${CALLER}/us-east-1/kms-get-key-policy/k2.json`)
    expect(made.records(cell, body, 0)).toMatchObject([{ account: CALLER, region: 'us-east-1', status: 'ok', body }])
  })

  it('marks a stored page that is followed by another, so that a missing one is seen', async () => {
    on(
      'GetAccountAuthorizationDetails',
      xml(
        '<GetAccountAuthorizationDetailsResponse><GetAccountAuthorizationDetailsResult><IsTruncated>true</IsTruncated><Marker>next</Marker><UserDetailList><member><Arn>arn:aws:iam::111122223333:user/u</Arn><UserName>u</UserName></member></UserDetailList></GetAccountAuthorizationDetailsResult></GetAccountAuthorizationDetailsResponse>',
      ),
    )
    const made = await collector()
    const cell = cellAt(made.roots(), `${CALLER}/global/iam-get-account-authorization-details.json`)
    const page = await fetched(made, cell)
    expect(page.body).toMatchObject({ IsTruncated: true })
    expect(JSON.stringify(page.body)).not.toContain('"next"')
    expect(made.records(cell, page.body, 1)).toMatchObject([
      { file: `${CALLER}/global/iam-get-account-authorization-details/page-2.json`, subject: ['page-2'], status: 'ok' },
    ])
  })

  it('makes one request for one page, and passes on how long a service asks to wait', async () => {
    on('ListKeys', json({ __type: 'ThrottlingException', message: 'Rate exceeded' }, 400, { 'retry-after': '7' }))
    const made = await collector()
    const failure = await failureOf(made, regional(made, 'kms-list-keys'))
    expect(failure).toMatchObject({
      kind: 'throttled',
      code: 'ThrottlingException',
      isTransient: true,
      retryAfterMs: 7000,
    })
    expect(failure.message).toBe(
      'An error occurred (ThrottlingException) when calling the ListKeys operation: Rate exceeded',
    )
    expect(timesAsked('ListKeys')).toBe(1)
  })

  const broken: [string, Reply, string][] = [
    [
      'a page of HTML with status 500',
      { status: 500, headers: { 'content-type': 'text/html' }, body: '<!DOCTYPE html><h1>oops</h1>' },
      'NotAws',
    ],
    ['a page of HTML with status 404', { status: 404, body: '\n<html></html>' }, 'NotAws'],
    ['a page of HTML with status 200', { status: 200, body: '<html>sign in</html>' }, 'NotAws'],
    ['an empty answer', { status: 200, body: '' }, 'EmptyAnswer'],
    [
      'JSON that is cut off',
      { status: 200, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: '{"Keys":[{"Ke' },
      'SyntaxError',
    ],
    ['a connection that is reset', (response) => response.socket?.resetAndDestroy(), 'ECONNRESET'],
    [
      'a connection that ends within the answer',
      (response) => {
        response.writeHead(200, { 'content-length': '500' })
        response.write('{"Keys":[')
        setTimeout(() => response.socket?.destroy(), 20)
      },
      'ECONNRESET',
    ],
    ['an error without a body', { status: 503, body: '' }, '503'],
  ]
  it.each(broken)('takes %s for a failure that may pass', async (_, reply, code) => {
    on('ListKeys', reply)
    const made = await collector()
    expect(await failureOf(made, regional(made, 'kms-list-keys'))).toMatchObject({
      kind: 'failed',
      code,
      isTransient: true,
    })
  })

  it('ends a call that hangs when it is told to', async () => {
    on('ListKeys', () => undefined)
    const made = await collector()
    const cell = regional(made, 'kms-list-keys')
    await expect(made.fetch(cell, null, AbortSignal.timeout(50))).rejects.toBeInstanceOf(CallFailure)
  })

  it('tells refused, absent and failed apart', async () => {
    const made = await collector()
    const cell = regional(made, 'kms-list-keys')
    const replies: [string, string, boolean][] = [
      ['AccessDeniedException', 'denied', false],
      ['NotFoundException', 'none', false],
      ['UnknownOperationException', 'failed', false],
      ['ValidationException', 'failed', false],
    ]
    for (const [code, kind, isTransient] of replies) {
      on('ListKeys', json({ __type: code, message: 'said' }, 400))
      expect(await failureOf(made, cell)).toMatchObject({ kind, code, isTransient })
    }
  })

  it('tells a Region that is not enabled from credentials that are refused everywhere', async () => {
    const made = await collector()
    const regions = cellAt(made.roots(), `${CALLER}/global/ec2-describe-regions.json`)
    const enabled = { Regions: [{ RegionName: 'us-east-1' }, { RegionName: 'me-south-1' }] }
    const cells = made.follow(regions, enabled)
    on('ListKeys', json({ __type: 'UnrecognizedClientException', message: 'invalid token' }, 400))
    expect(await failureOf(made, cellAt(cells, `${CALLER}/me-south-1/kms-list-keys.json`))).toMatchObject({
      kind: 'failed',
      isTransient: false,
    })
    expect(await failureOf(made, cellAt(cells, `${CALLER}/us-east-1/kms-list-keys.json`))).toMatchObject({
      kind: 'credentials',
      isForAll: true,
    })
    on('ListKeys', json({ __type: 'ExpiredTokenException', message: 'expired' }, 400))
    const expired = await failureOf(made, cellAt(cells, `${CALLER}/me-south-1/kms-list-keys.json`))
    expect(expired).toMatchObject({ kind: 'credentials', isForAll: true })
    expect(expired.message).toContain('log in again')
  })

  it('names the package that is missing, once for an account', async () => {
    const made = await collector()
    const cell = cellAt(made.roots(), `${CALLER}/global/xray-list-resource-policies.json`)
    const failure = await failureOf(made, cell)
    expect(failure).toMatchObject({ kind: 'failed', code: 'PackageMissing', isTransient: false })
    expect(failure.message).toBe(
      'the package `@aws-sdk/client-xray` is not installed: npm install @aws-sdk/client-xray',
    )
    expect(() => regional(made, 'xray-list-resource-policies')).toThrow('no cell')
  })

  it('asks about a bucket in its own Region and keeps the answer where the CLI has none', async () => {
    aws.reply(({ path }) => {
      if (path.startsWith('/?'))
        return xml(
          '<ListAllMyBucketsResult><Buckets><Bucket><Name>here</Name><BucketRegion>eu-west-1</BucketRegion></Bucket></Buckets></ListAllMyBucketsResult>',
        )
      return path.startsWith('/here') ? { status: 200, body: '{"Version":"2012-10-17","Statement":[]}' } : null
    })
    const made = await collector()
    const list = cellAt(made.roots(), `${CALLER}/global/s3api-list-buckets.json`)
    const { body } = await fetched(made, list)
    const cell = cellAt(made.follow(list, body), `${CALLER}/global/s3api-get-bucket-policy/here.json`)
    const policy = await fetched(made, cell)
    expect(policy.body).toEqual({ Policy: '{"Version":"2012-10-17","Statement":[]}' })
    expect(aws.asked.at(-1)).toMatchObject({ path: '/here/?policy=', region: 'eu-west-1' })
  })

  it('asks S3 Control at an endpoint of its own without the account in the host', async () => {
    aws.reply(({ path }) =>
      path.startsWith('/v20180820/configuration/publicAccessBlock')
        ? xml(
            '<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls></PublicAccessBlockConfiguration>',
          )
        : null,
    )
    const made = await collector()
    const list = cellAt(made.roots(), `${CALLER}/global/s3api-list-buckets.json`)
    const cell = cellAt(made.follow(list, { Buckets: [] }), `${CALLER}/global/s3control-get-public-access-block.json`)
    expect((await fetched(made, cell)).body).toEqual({ PublicAccessBlockConfiguration: { BlockPublicAcls: true } })
    expect(aws.asked.at(-1)?.host).toBe(new URL(aws.endpoint).host)
  })

  it('reads what every account has where its Regions may not be asked for, and says so', async () => {
    on(
      'DescribeRegions',
      xml(
        '<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>no</Message></Error></Errors></Response>',
        403,
      ),
    )
    const made = await collector()
    const cell = cellAt(made.roots(), `${CALLER}/global/ec2-describe-regions.json`)
    const { body } = await fetched(made, cell)
    expect(new Set(made.follow(cell, body).map(({ region }) => region)).size).toBe(17)
    expect(made.records(cell, body, 0)).toMatchObject([
      { status: 'denied', body: null, message: expect.stringContaining('UnauthorizedOperation') as string },
    ])
  })

  it("gives the same record for silence as an import of the CLI's error text", async () => {
    const made = await collector()
    const cell = regional(made, 'kms-list-keys')
    const message = 'An error occurred (AccessDenied) when calling the ListKeys operation: no'
    expect(made.silence(cell, 'denied', message)).toEqual([
      {
        cloud: 'aws',
        account: CALLER,
        region: 'us-east-1',
        service: 'kms',
        operation: 'list-keys',
        subject: [],
        status: 'denied',
        message,
        body: null,
        file: `${CALLER}/us-east-1/kms-list-keys.json`,
        folder: CALLER,
      },
    ])
    expect(made.permissions(cell)).toEqual(['kms:ListKeys'])
  })
})

describe('roles in other accounts', () => {
  const OTHER = '444455556666'

  function assumed(asked: Asked, key: string): Reply | null {
    if (asked.operation !== 'AssumeRole') return null
    return xml(
      `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>${key}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>canary-token</SessionToken><Expiration>2999-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
    )
  }

  async function inOther(more: Partial<AwsCollectOptions> = {}): Promise<{ made: Collector; cell: Cell }> {
    const made = await collector({ role: 'audit/inroads', accounts: [OTHER], ...more })
    const regions = cellAt(made.roots(), `${OTHER}/global/ec2-describe-regions.json`)
    return { made, cell: cellAt(made.follow(regions, REGIONS), `${OTHER}/us-east-1/kms-list-keys.json`) }
  }

  it('are assumed once, with what was asked for, and sign the calls there', async () => {
    aws.reply((asked) => assumed(asked, 'ASIAROLE'))
    on('ListKeys', json({ Keys: [] }))
    const { made, cell } = await inOther({ externalId: 'x-1', sessionPolicy: '{"Statement":[]}' })
    await Promise.all([fetched(made, cell), fetched(made, cell), fetched(made, cell)])
    const asking = aws.asked.filter(({ operation }) => operation === 'AssumeRole')
    expect(asking.map(({ key }) => key)).toEqual(['AKIABASE'])
    expect(Object.fromEntries(new URLSearchParams(asking[0]?.body))).toMatchObject({
      RoleArn: `arn:aws:iam::${OTHER}:role/audit/inroads`,
      ExternalId: 'x-1',
      RoleSessionName: 'inroads',
      Policy: '{"Statement":[]}',
    })
    expect(aws.asked.filter(({ operation }) => operation === 'ListKeys').map(({ key }) => key)).toEqual([
      'ASIAROLE',
      'ASIAROLE',
      'ASIAROLE',
    ])
  })

  it('sign each call of many at a time by the role of its own account', async () => {
    const accounts = Array.from({ length: 20 }, (_, at) => String(300000000000 + at))
    aws.reply((asked) => assumed(asked, `ASIA${new URLSearchParams(asked.body).get('RoleArn')?.split(':')[4] ?? ''}`))
    aws.reply(({ operation, key }) => (operation === 'ListKeys' ? json({ Keys: [{ KeyId: key }] }) : null))
    const made = await collector({ role: 'inroads', accounts })
    const cells = accounts.flatMap((account) => {
      const regions = cellAt(made.roots(), `${account}/global/ec2-describe-regions.json`)
      return [cellAt(made.follow(regions, REGIONS), `${account}/us-east-1/kms-list-keys.json`)]
    })
    const answers = await Promise.all(
      [...cells, ...cells].map(async (cell) => [cell.scope, (await fetched(made, cell)).body]),
    )
    expect(answers).toEqual(
      [...accounts, ...accounts].map((account) => [account, { Keys: [{ KeyId: `ASIA${account}` }] }]),
    )
  })

  it('that cannot be assumed end their account alone, by name', async () => {
    on(
      'AssumeRole',
      xml('<ErrorResponse><Error><Code>AccessDenied</Code><Message>not you</Message></Error></ErrorResponse>', 403),
    )
    const { made, cell } = await inOther()
    const failure = await failureOf(made, cell)
    expect(failure).toMatchObject({ kind: 'credentials', isForAll: false, code: 'AccessDenied' })
    expect(failure.message).toContain(`\`arn:aws:iam::${OTHER}:role/audit/inroads\``)
    expect(failure.message).toContain('not you')
    expect(timesAsked('ListKeys')).toBe(0)
  })

  it('whose session has expired are assumed again', async () => {
    let count = 0
    aws.reply((asked) => (asked.operation === 'AssumeRole' ? assumed(asked, `ASIA${String(++count)}`) : null))
    aws.reply(({ operation, key }) =>
      operation !== 'ListKeys'
        ? null
        : key === 'ASIA1'
          ? json({ __type: 'ExpiredTokenException', message: 'expired' }, 400)
          : json({ Keys: [{ KeyId: 'k' }] }),
    )
    const { made, cell } = await inOther()
    expect(await failureOf(made, cell)).toMatchObject({ kind: 'failed', isTransient: true })
    expect((await fetched(made, cell)).body).toEqual({ Keys: [{ KeyId: 'k' }] })
  })

  it("are needed for other accounts than the caller's", async () => {
    await expect(collector({ accounts: [OTHER] })).rejects.toMatchObject({
      exitCode: EXIT.usage,
      message: expect.stringContaining(OTHER) as string,
    })
  })

  it('leave no secret in a failure', async () => {
    aws.reply((asked) => assumed(asked, 'ASIAROLE'))
    const text = `The Canonical String for this request should have been\n'POST\n/\nx-amz-security-token:canary-token\n'`
    on('ListKeys', json({ __type: 'SignatureDoesNotMatch', message: text }, 403))
    const { made, cell } = await inOther()
    const failure = await failureOf(made, cell)
    expect(failure.message).not.toContain('canary')
    expect(failure.message).not.toContain('\n')
  })
})
