import { describe, expect, it } from 'vitest'
import { apiName, parseCallName } from '../../../../connectors/aws/call-name.js'
import { recognised } from './dump.js'

const ROLE = { RoleName: 'r', Arn: 'arn:aws:iam::111122223333:role/r' }
const details = (extra: object = {}): object => ({
  UserDetailList: [],
  GroupDetailList: [],
  RoleDetailList: [ROLE],
  Policies: [],
  ...extra,
})

describe('the call that a name tells', () => {
  it.each([
    ['s3api-get-bucket-policy', 's3api', 'get-bucket-policy'],
    ['s3-list-buckets', 's3api', 'list-buckets'],
    ['S3-GetBucketPolicy', 's3api', 'get-bucket-policy'],
    ['sso-admin-list-instances', 'sso-admin', 'list-instances'],
    ['cognito-identity-get-identity-pool-roles', 'cognito-identity', 'get-identity-pool-roles'],
    ['cognito-idp-admin-get-user', 'cognito-idp', 'admin-get-user'],
    ['access-analyzer-list-analyzers', 'accessanalyzer', 'list-analyzers'],
    ['secrets-manager-GetResourcePolicy', 'secretsmanager', 'get-resource-policy'],
    ['CloudWatchLogs-DescribeResourcePolicies', 'logs', 'describe-resource-policies'],
    ['IAM-GetOpenIDConnectProvider', 'iam', 'get-open-id-connect-provider'],
    ['ec2-describe-snapshot-attribute', 'ec2', 'describe-snapshot-attribute'],
    ['ec2-instance-connect-describe-x', 'ec2-instance-connect', 'describe-x'],
    ['codebuild-batch-get-projects', 'codebuild', 'batch-get-projects'],
    ['brand-new-service-list-things', 'brand-new-service', 'list-things'],
  ])('%s', (name, service, operation) => {
    expect(parseCallName(name)).toEqual({ service, operation })
  })

  it.each([
    'backup-old',
    'us-east-1',
    'vpc-12345678',
    'iam',
    'iam-create-user',
    '-get-x',
    'a b-get-x',
    `iam-get-${'x'.repeat(300)}`,
  ])('%s is none', (name) => {
    expect(parseCallName(name)).toBeNull()
  })

  it.each([
    ['get-bucket-policy', 'GetBucketPolicy'],
    ['get-open-id-connect-provider', 'GetOpenIDConnectProvider'],
    ['get-saml-provider', 'GetSAMLProvider'],
    ['describe-db-snapshot-attributes', 'DescribeDBSnapshotAttributes'],
    ['list-mfa-devices', 'ListMFADevices'],
  ])('%s is %s in the API reference', (operation, name) => {
    expect(apiName(operation)).toBe(name)
  })
})

describe('places', () => {
  it.each([
    ['111122223333/us-east-1/sqs-list-queues.json', '111122223333 us-east-1 sqs list-queues []'],
    ['dump/2026/111122223333/global/iam-list-roles.json', '111122223333 global iam list-roles []'],
    ['111122223333/us-gov-west-1/kms-get-key-policy/k1.json', '111122223333 us-gov-west-1 kms get-key-policy ["k1"]'],
    [
      '111122223333/us-east-1/secretsmanager-get-resource-policy/team%2Fsecret.json',
      '111122223333 us-east-1 secretsmanager get-resource-policy ["team/secret"]',
    ],
    [
      '111122223333/us-east-1/lambda-get-policy/fn--live.json',
      '111122223333 us-east-1 lambda get-policy ["fn","live"]',
    ],
    ['111122223333/us-east-1/lambda-get-policy/fn%2D%2Dlive', '111122223333 us-east-1 lambda get-policy ["fn--live"]'],
    ['111122223333/us-east-1/ecs-describe-tasks/c1/t%ZZ', '111122223333 us-east-1 ecs describe-tasks ["c1","t%ZZ"]'],
    [
      '111122223333/us-east-1/route53-list-hosted-zones-by-vpc/us-east-1/vpc-1',
      '111122223333 us-east-1 route53 list-hosted-zones-by-vpc ["us-east-1","vpc-1"]',
    ],
    ['111122223333/sqs-list-queues.json', '111122223333 global sqs list-queues []'],
    ['111122223333/eu-west-1/sqs-list-queues.yaml', '111122223333 eu-west-1 sqs list-queues []'],
  ])('%s', async (path, expected) => {
    const content = path.endsWith('.yaml') ? 'QueueUrls:\n- x\n' : { QueueUrls: ['x'] }
    const { records } = await recognised({ [path]: content })
    expect(
      records.map((r) => `${r.account} ${r.region} ${r.service} ${r.operation} ${JSON.stringify(r.subject)}`),
    ).toEqual([expected])
    expect(records[0]?.body).toEqual({ QueueUrls: ['x'] })
  })

  it.each([
    'notes/minutes.json',
    '111122223333/us-east-1/notes.json',
    '111122223333/backup-old/x.json',
    '111122223333/README.md',
  ])('%s is not a call', async (path) => {
    const { records, ignored } = await recognised({ [path]: { agenda: ['coffee'] } })
    expect({ records, ignored }).toEqual({ records: [], ignored: [path] })
  })
})

describe('authorization details', () => {
  it.each([
    ['any.json', details()],
    ['deep/down/here', details()],
    [
      'pages.json',
      `${JSON.stringify(details())}\n${JSON.stringify({ RoleDetailList: [{ ...ROLE, Arn: 'arn:aws:iam::111122223333:role/s' }] })}`,
    ],
    ['list.json', [details(), details()]],
    ['policies-only.json', { Policies: [{ Arn: 'arn:aws:iam::111122223333:policy/p', PolicyVersionList: [] }] }],
    ['with-nulls.json', { UserDetailList: null, RoleDetailList: [ROLE] }],
  ])('are known by their content: %s', async (path, content) => {
    const { records, malformed } = await recognised({ [path]: content })
    expect(malformed).toEqual([])
    expect(new Set(records.map((r) => `${r.account} ${r.service} ${r.operation} ${r.status}`))).toEqual(
      new Set(['111122223333 iam get-account-authorization-details ok']),
    )
  })

  it('belong to the account of their own ARNs, not of the folder', async () => {
    const { records } = await recognised({
      '444455556666/global/iam-get-account-authorization-details.json': details(),
    })
    expect(records[0]?.account).toBe('111122223333')
  })

  it('with a list that is none are malformed, never empty', async () => {
    const { records, malformed } = await recognised({
      '111122223333/global/iam-get-account-authorization-details.json': details({ UserDetailList: {} }),
    })
    expect(records.map(({ status }) => status)).toEqual(['failed'])
    expect(malformed[0]?.message).toBe('`UserDetailList` is not a list')
  })

  it('that tell no account are an error, not nothing', async () => {
    const { records, malformed } = await recognised({ 'x.json': details({ RoleDetailList: [] }) })
    expect(records).toEqual([])
    expect(malformed).toMatchObject([
      { path: 'x.json', message: expect.stringContaining('no account number') as string },
    ])
  })
})

describe('what became of a call', () => {
  const at = '111122223333/us-east-1/s3api-get-bucket-policy/b.json'
  const said = (code: string): string =>
    `\nAn error occurred (${code}) when calling the GetBucketPolicy operation: no\n`
  it.each([
    ['[]', 'none'],
    ['{}', 'none'],
    ['{"X": []}', 'none'],
    ['{"X": [1]}', 'ok'],
    ['{"X": [], "NextToken": "t"}', 'ok'],
    [said('NoSuchBucketPolicy'), 'none'],
    [said('ResourceNotFoundException'), 'none'],
    [said('RegistryPolicyNotFoundException'), 'none'],
    [said('AWSOrganizationsNotInUseException'), 'none'],
    ['(NoSuchEntity)', 'none'],
    ['An error occurred (AccessDeniedException) when calling the X operation: Macie is not enabled', 'none'],
    ['{"__type": "InvalidAccessException", "message": "Account 1 is not subscribed to AWS Security Hub"}', 'none'],
    [said('ValidationException'), 'failed'],
    [said('InvalidAccessException'), 'failed'],
    [said('AccessDenied'), 'denied'],
    [said('AccessDeniedException'), 'denied'],
    [said('UnauthorizedOperation'), 'denied'],
    [said('ThrottlingException'), 'failed'],
    [said('ExpiredToken'), 'failed'],
    ['{"Error": {"Code": "AccessDenied", "Message": "no"}}', 'denied'],
    ['{"__type": "com.amazonaws#ResourceNotFoundException", "message": "no"}', 'none'],
    ['', 'failed'],
    ['  \n', 'failed'],
    ['<html>502</html>', 'failed'],
    ['{"Policy": ', 'failed'],
  ])('%j: %s', async (content, status) => {
    const { records } = await recognised({ [at]: content })
    expect(records.map((record) => record.status)).toEqual([status])
  })

  it('a broken file names its place; an empty one is no malformed file', async () => {
    const { malformed } = await recognised({
      [at]: '{"Policy":\n 1,}',
      '111122223333/us-east-1/sqs-list-queues.json': '',
    })
    expect(malformed).toEqual([{ path: at, message: 'line 2, column 4: a name in double quotes expected, not `}`' }])
  })
})

describe('the account of a folder that is named otherwise', () => {
  const queues = { QueueUrls: ['x'] }
  it.each([
    [
      'sts-get-caller-identity',
      {
        'demo/us-east-1/sts-get-caller-identity.json': { Account: '111122223333' },
        'demo/us-east-1/iam-get-role/r.json': { Role: { Arn: 'arn:aws:iam::999988887777:role/r' } },
      },
    ],
    ['its own IAM ARNs', { 'demo/global/iam-get-role/r.json': { Role: ROLE } }],
    ['its authorization details', { 'demo/global/iam-get-account-authorization-details.json': details() }],
  ])('comes from %s', async (_, dump) => {
    const { records, malformed } = await recognised({ 'demo/us-east-1/sqs-list-queues.json': queues, ...dump })
    expect(malformed).toEqual([])
    expect(new Set(records.map(({ account }) => account))).toEqual(new Set(['111122223333']))
  })

  it('is asked for when nothing tells', async () => {
    const { malformed } = await recognised({
      'demo/us-east-1/sqs-list-queues.json': queues,
      'other/global/iam-get-role/r.json': { Role: ROLE },
    })
    expect(malformed.map(({ path }) => path)).toEqual(['demo/us-east-1/sqs-list-queues.json'])
  })
})

describe('secrets', () => {
  it.each([
    [
      'lambda-list-functions.json',
      { Functions: [{ FunctionName: 'f', Environment: { Variables: { TOKEN: 'hunter2' } } }] },
    ],
    [
      'ecs-describe-task-definition/t.json',
      { taskDefinition: { containerDefinitions: [{ name: 'c', environment: [{ name: 'TOKEN', value: 'hunter2' }] }] } },
    ],
    ['secretsmanager-get-secret-value/s.json', { Name: 's', SecretString: 'hunter2' }],
    ['ssm-get-parameter/p.json', { Parameter: { Name: 'p', Value: 'hunter2' } }],
    ['sts-get-session-token.json', { Credentials: { SecretAccessKey: 'hunter2' } }],
    ['cognito-idp-describe-user-pool-client/c.json', { UserPoolClient: { ClientSecret: 'hunter2' } }],
  ])('are not kept: %s', async (path, content) => {
    const { records } = await recognised({ [`111122223333/us-east-1/${path}`]: content })
    expect(records).toHaveLength(1)
    expect(JSON.stringify(records)).not.toContain('hunter2')
  })

  it('leave everything else as it was', async () => {
    const { records } = await recognised({
      '111122223333/us-east-1/lambda-list-functions.json': {
        Functions: [{ Role: 'r', Environment: { Variables: { A: 'x' } } }],
      },
    })
    expect(records[0]?.body).toEqual({ Functions: [{ Role: 'r', Environment: { Variables: { A: null } } }] })
  })
})
