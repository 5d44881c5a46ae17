import { describe, expect, it } from 'vitest'
import { factsOfDump, type Dump } from './dump.js'

const ACCOUNT = '111122223333'
const MANAGEMENT = '333344445555'
const empty = { UserDetailList: [], GroupDetailList: [], RoleDetailList: [], Policies: [] }
const iam = (account: string, content: object = empty): Dump => ({
  [`${account}/global/iam-get-account-authorization-details.json`]: content,
})
const org = (path: string, content: unknown): Dump => ({ [`${MANAGEMENT}/global/organizations-${path}.json`]: content })
const accountEntry = (Id: string, Status = 'ACTIVE'): object => ({
  Id,
  Arn: `arn:aws:organizations::${MANAGEMENT}:account/o-exampleorg1/${Id}`,
  Name: Id,
  Status,
})
const policy = (Id: string, Type: string): object => ({ Id, Arn: `arn:${Id}`, Name: Id, Type })
const SCP = policy('p-FullAWSAccess', 'SERVICE_CONTROL_POLICY')
const RCP = policy('p-RCPFullAWSAccess', 'RESOURCE_CONTROL_POLICY')

const organization: Dump = {
  ...org('describe-organization', {
    Organization: { Id: 'o-exampleorg1', MasterAccountId: MANAGEMENT, FeatureSet: 'ALL' },
  }),
  ...org('list-roots', {
    Roots: [
      {
        Id: 'r-ab12',
        Arn: `arn:aws:organizations::${MANAGEMENT}:root/o-exampleorg1/r-ab12`,
        PolicyTypes: ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'].map((Type) => ({ Type, Status: 'ENABLED' })),
      },
    ],
  }),
  ...org('list-accounts-for-parent/r-ab12', { Accounts: [accountEntry(ACCOUNT), accountEntry(MANAGEMENT)] }),
}
const bothTargets: Dump = {
  ...org('list-policies-for-target/r-ab12', { Policies: [SCP, RCP] }),
  ...org(`list-policies-for-target/${ACCOUNT}`, { Policies: [SCP, RCP] }),
}

/** `scope service call reason` of the gaps of the services named; delegations are missing from every dump here. */
async function gaps(dump: Dump, ...services: string[]): Promise<string[]> {
  const { gaps: found } = await factsOfDump(dump)
  return found
    .filter(({ service, call }) => services.includes(service) && call !== 'ListDelegationRequests')
    .map(({ scope, service, call, reason }) => `${scope} ${service} ${call} ${reason}`)
}

describe('a lone authorization dump', () => {
  it('says of every other source of access that it was not collected', async () => {
    const { gaps: found } = await factsOfDump(iam(ACCOUNT))
    expect(new Set(found.map(({ reason }) => reason))).toEqual(new Set(['not-collected']))
    expect(found.map(({ service, call }) => `${service} ${call}`)).toEqual(
      expect.arrayContaining([
        's3 ListBuckets',
        's3 GetBucketPolicy',
        'kms GetKeyPolicy',
        'sqs GetQueueAttributes',
        'sns GetTopicAttributes',
        'secretsmanager GetResourcePolicy',
        'lambda GetPolicy',
        'ecr GetRepositoryPolicy',
        'ram GetResourceShares',
        'organizations ListPoliciesForTarget',
      ]),
    )
  })

  it('lacks a list that it does not have', async () => {
    expect(
      await gaps(
        {
          'x.json': {
            RoleDetailList: [{ RoleName: 'r', Arn: `arn:aws:iam::${ACCOUNT}:role/r`, AssumeRolePolicyDocument: {} }],
          },
        },
        'iam',
      ),
    ).toEqual([`aws:${ACCOUNT} iam GetAccountAuthorizationDetails not-collected`])
  })
})

describe('organization policies', () => {
  it.each<[string, Dump, string[]]>([
    ['asked of each target', bothTargets, []],
    [
      'not asked of the account',
      org('list-policies-for-target/r-ab12', { Policies: [SCP, RCP] }),
      [`aws:${ACCOUNT}`, `aws:${ACCOUNT}`],
    ],
    [
      'asked for one type',
      { ...bothTargets, ...org('list-policies-for-target/r-ab12', { Policies: [SCP] }) },
      ['aws:r-ab12'],
    ],
    [
      'asked by type',
      {
        ...org('list-policies-for-target/r-ab12', { Policies: [SCP, RCP] }),
        ...org(`list-policies-for-target/${ACCOUNT}--SERVICE_CONTROL_POLICY`, { Policies: [SCP] }),
        ...org(`list-policies-for-target/${ACCOUNT}--RESOURCE_CONTROL_POLICY`, { Policies: [RCP] }),
      },
      [],
    ],
    [
      'asked of every policy instead',
      {
        ...org('list-policies/SERVICE_CONTROL_POLICY', { Policies: [SCP] }),
        ...org('list-policies/RESOURCE_CONTROL_POLICY', { Policies: [RCP] }),
        ...org('list-targets-for-policy/p-FullAWSAccess', { Targets: [{ TargetId: 'r-ab12' }, { TargetId: ACCOUNT }] }),
        ...org('list-targets-for-policy/p-RCPFullAWSAccess', {
          Targets: [{ TargetId: 'r-ab12' }, { TargetId: ACCOUNT }],
        }),
      },
      [],
    ],
    [
      'asked of one policy of two',
      {
        ...org('list-policies/SERVICE_CONTROL_POLICY', {
          Policies: [SCP, policy('p-other', 'SERVICE_CONTROL_POLICY')],
        }),
        ...org('list-policies/RESOURCE_CONTROL_POLICY', { Policies: [] }),
        ...org('list-targets-for-policy/p-FullAWSAccess', { Targets: [{ TargetId: 'r-ab12' }] }),
      },
      [`aws:${ACCOUNT}`, 'aws:r-ab12'],
    ],
  ])('%s', async (_, dump, scopes) => {
    const found = await gaps({ ...organization, ...iam(ACCOUNT), ...iam(MANAGEMENT), ...dump }, 'organizations')
    expect(found).toEqual(scopes.map((scope) => `${scope} organizations ListPoliciesForTarget not-collected`))
  })

  it('of a type that is not enabled are not missed', async () => {
    const off = org('list-roots', {
      Roots: [{ Id: 'r-ab12', Arn: `arn:aws:organizations::${MANAGEMENT}:root/o-exampleorg1/r-ab12`, PolicyTypes: [] }],
    })
    expect(await gaps({ ...organization, ...off, ...iam(ACCOUNT) }, 'organizations')).toEqual([])
  })

  it('above an account whose place is not known are missed', async () => {
    const flat = {
      ...organization,
      ...org('list-accounts-for-parent/r-ab12', { Accounts: [] }),
      ...org('list-accounts', { Accounts: [accountEntry(ACCOUNT)] }),
    }
    expect(await gaps({ ...flat, ...bothTargets, ...iam(ACCOUNT) }, 'organizations')).toEqual([
      `aws:${ACCOUNT} organizations ListParents not-collected`,
    ])
  })

  it('of an account that is in no organization are not missed', async () => {
    const alone = {
      [`${ACCOUNT}/global/organizations-describe-organization.json`]:
        'An error occurred (AWSOrganizationsNotInUseException) when calling the DescribeOrganization operation: Your account is not a member of an organization.',
    }
    expect(await gaps({ ...iam(ACCOUNT), ...alone }, 'organizations')).toEqual([])
  })
})

describe('calls', () => {
  const said = (code: string): string => `An error occurred (${code}) when calling an operation: no`
  it.each<[string, Dump, string[]]>([
    [
      'a member account that was not read',
      { ...organization, ...bothTargets, ...iam(MANAGEMENT) },
      [`aws:${ACCOUNT} iam GetAccountAuthorizationDetails not-collected`],
    ],
    [
      'an account whose details were refused, once',
      { [`${ACCOUNT}/global/iam-get-account-authorization-details.json`]: said('AccessDenied') },
      [`aws:${ACCOUNT} iam GetAccountAuthorizationDetails denied`],
    ],
    [
      'an empty file',
      { [`${ACCOUNT}/global/iam-get-account-authorization-details.json`]: '' },
      [`aws:${ACCOUNT} iam GetAccountAuthorizationDetails failed`],
    ],
    [
      'too many requests',
      { ...iam(ACCOUNT), [`${ACCOUNT}/global/iam-list-access-keys/u.json`]: said('Throttling') },
      [`aws:${ACCOUNT} iam ListAccessKeys throttled`],
    ],
    [
      'an answer that goes on',
      { ...iam(ACCOUNT, { ...empty, IsTruncated: true, Marker: 'm' }) },
      [`aws:${ACCOUNT} iam GetAccountAuthorizationDetails not-collected`],
    ],
    [
      'pages up to the last',
      {
        'p/1.json': {
          ...empty,
          RoleDetailList: [{ RoleName: 'r', Arn: `arn:aws:iam::${ACCOUNT}:role/r`, AssumeRolePolicyDocument: {} }],
          Marker: 'm',
          IsTruncated: true,
        },
        ...iam(ACCOUNT, { ...empty, IsTruncated: false, Marker: 'echo' }),
      },
      [],
    ],
  ])('%s', async (_, dump, expected) => {
    expect(await gaps(dump, 'iam')).toEqual(expected)
  })

  it('a suspended member account needs no reading', async () => {
    const suspended = org('list-accounts', { Accounts: [accountEntry('222233334444', 'SUSPENDED')] })
    expect(
      await gaps({ ...organization, ...suspended, ...bothTargets, ...iam(ACCOUNT), ...iam(MANAGEMENT) }, 'iam'),
    ).toEqual([])
  })

  it.each<[string, Dump, string[]]>([
    ['nothing', {}, ['GetQueueAttributes not-collected']],
    ['an empty list', { 'sqs-list-queues.json': {} }, []],
    ['a list only', { 'sqs-list-queues.json': { QueueUrls: ['q'] } }, ['GetQueueAttributes not-collected']],
    [
      'queues without a policy',
      { 'sqs-list-queues.json': { QueueUrls: ['q'] }, 'sqs-get-queue-attributes/q.json': {} },
      [],
    ],
    [
      'attributes and no list',
      { 'sqs-get-queue-attributes/q.json': { Attributes: { Policy: '{}' } } },
      ['ListQueues not-collected'],
    ],
    [
      'a refusal',
      { 'sqs-list-queues.json': { QueueUrls: ['q'] }, 'sqs-get-queue-attributes/q.json': said('AccessDenied') },
      ['GetQueueAttributes denied'],
    ],
  ])('queue policies, with %s', async (_, files, expected) => {
    const dump = Object.fromEntries(
      Object.entries(files).map(([path, content]) => [`${ACCOUNT}/us-east-1/${path}`, content]),
    )
    expect(await gaps({ ...iam(ACCOUNT), ...dump }, 'sqs')).toEqual(
      expected.map((text) => `aws:${ACCOUNT} sqs ${text}`),
    )
  })

  it('a listed bucket that was not asked about is named', async () => {
    const { gaps: found, nodes } = await factsOfDump({
      ...iam(ACCOUNT),
      [`${ACCOUNT}/us-east-1/s3api-list-buckets.json`]: { Buckets: [{ Name: 'ledger' }] },
    })
    expect(found).toContainEqual({
      cloud: 'aws',
      scope: `aws:${ACCOUNT}`,
      region: 'us-east-1',
      service: 's3',
      call: 'GetBucketPolicy',
      reason: 'not-collected',
      message: 'not asked about `arn:aws:s3:::ledger`',
    })
    expect(nodes.find(({ id }) => id === 'arn:aws:s3:::ledger')?.properties['unread']).toEqual([
      'GetBucketPolicy',
      'GetBucketAcl',
    ])
  })

  it('roles of Identity Center without its assignments are a gap', async () => {
    const role = {
      RoleName: 'AWSReservedSSO_x_1',
      Path: '/aws-reserved/sso.amazonaws.com/',
      Arn: `arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_x_1`,
      AssumeRolePolicyDocument: {},
    }
    expect(await gaps(iam(ACCOUNT, { ...empty, RoleDetailList: [role] }), 'sso-admin')).toEqual([
      `aws:${ACCOUNT} sso-admin ListAccountAssignments not-collected`,
    ])
    expect(await gaps(iam(ACCOUNT), 'sso-admin')).toEqual([])
  })
})

it('a Region that an account has enabled and that nobody asked is a gap about everything in it', async () => {
  const region = (RegionName: string, OptInStatus = 'opt-in-not-required'): object => ({ RegionName, OptInStatus })
  const { gaps } = await factsOfDump({
    ...iam(ACCOUNT),
    [`${ACCOUNT}/global/ec2-describe-regions.json`]: {
      Regions: [region('us-east-1'), region('eu-west-1'), region('eu-north-1'), region('af-south-1', 'not-opted-in')],
    },
    [`${ACCOUNT}/us-east-1/sqs-list-queues.json`]: {},
    [`${ACCOUNT}/eu-north-1/sqs-list-queues.json`]: '(AccessDenied)',
  })
  expect(gaps.filter(({ service }) => service === '*')).toEqual([
    {
      cloud: 'aws',
      scope: `aws:${ACCOUNT}`,
      region: 'global',
      service: '*',
      call: '*',
      reason: 'not-collected',
      message: 'nothing was asked in `eu-west-1`, which the account has enabled',
    },
  ])
})
