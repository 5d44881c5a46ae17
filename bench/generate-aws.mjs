// A generated AWS estate as facts: accounts with roles that share managed policies, three SCP levels, vendors.
import { seededRandom } from './generate.mjs'

const SERVICES = ['s3', 'sqs', 'sns', 'dynamodb', 'lambda', 'ec2', 'logs', 'kms', 'secretsmanager', 'ssm']
const VERBS = {
  s3: ['GetObject', 'PutObject', 'ListBucket', 'DeleteObject', 'Get*', '*'],
  sqs: ['SendMessage', 'ReceiveMessage', '*'],
  sns: ['Publish', 'Subscribe', '*'],
  dynamodb: ['GetItem', 'PutItem', 'Query', 'Scan', '*'],
  lambda: ['InvokeFunction', 'GetFunction', 'List*'],
  ec2: ['Describe*', 'StartInstances', 'RunInstances'],
  logs: ['GetLogEvents', 'PutLogEvents', 'FilterLogEvents'],
  kms: ['Decrypt', 'GenerateDataKey', 'DescribeKey'],
  secretsmanager: ['GetSecretValue', 'DescribeSecret'],
  ssm: ['GetParameter', 'GetParameters', 'PutParameter'],
}
const RESOURCE = {
  s3: (n) => [`arn:aws:s3:::bucket-${n}`, `arn:aws:s3:::bucket-${n}/*`],
  sqs: (n) => [`arn:aws:sqs:eu-west-1:*:queue-${n}`],
  sns: (n) => [`arn:aws:sns:eu-west-1:*:topic-${n}`],
  dynamodb: (n) => [`arn:aws:dynamodb:eu-west-1:*:table/table-${n}`],
  lambda: (n) => [`arn:aws:lambda:eu-west-1:*:function:fn-${n}`],
  ec2: () => ['*'],
  logs: (n) => [`arn:aws:logs:eu-west-1:*:log-group:/app/${n}:*`],
  kms: () => ['*'],
  secretsmanager: (n) => [`arn:aws:secretsmanager:eu-west-1:*:secret:app-${n}-*`],
  ssm: (n) => [`arn:aws:ssm:eu-west-1:*:parameter/app/${n}/*`],
}

/** Facts of `accounts` accounts with `roles` roles each; roles attach three of `policies` managed policies. */
export function generateFacts({ accounts, roles, policies, seed = 1 }) {
  const random = seededRandom(seed)
  const pick = (list) => list[Math.floor(random() * list.length)]
  const facts = { nodes: [], edges: [], documents: [], attachments: [], gaps: [] }
  const organization = 'aws:o-benchmark1'
  const node = (id, kind, type, scope, properties = {}) =>
    facts.nodes.push({ id, kind, type, cloud: 'aws', scope, name: id.slice(id.lastIndexOf('/') + 1), properties })
  const contains = (from, to) => facts.edges.push({ from, to, type: 'CONTAINS' })
  const document = (id, statements) =>
    facts.documents.push({ id, name: id, document: { Version: '2012-10-17', Statement: statements } })
  node(organization, 'Scope', 'aws_organizations_organization', null)
  node('aws:r-root', 'Scope', 'aws_organizations_root', organization, { policyTypes: ['SERVICE_CONTROL_POLICY'] })
  contains(organization, 'aws:r-root')
  document('scp/full', [{ Effect: 'Allow', Action: '*', Resource: '*' }])
  document('scp/no-leave', [
    { Effect: 'Deny', Action: ['organizations:LeaveOrganization', 'cloudtrail:StopLogging'], Resource: '*' },
  ])
  for (const id of ['scp/full', 'scp/no-leave']) facts.attachments.push({ document: id, to: 'aws:r-root', as: 'scp' })
  for (let i = 0; i < policies; i++) {
    document(
      `arn:aws:iam::000000000000:policy/p${i}`,
      Array.from({ length: 6 }, () => {
        const service = pick(SERVICES)
        return {
          Effect: 'Allow',
          Action: [`${service}:${pick(VERBS[service])}`, `${service}:${pick(VERBS[service])}`],
          Resource: RESOURCE[service](i % 997),
        }
      }),
    )
  }
  for (let a = 0; a < accounts; a++) {
    const number = String(100000000000 + a)
    const unit = `aws:ou-${a % 20}`
    if (a < 20) {
      node(unit, 'Scope', 'aws_organizations_organizational_unit', 'aws:r-root')
      contains('aws:r-root', unit)
      facts.attachments.push({ document: 'scp/full', to: unit, as: 'scp' })
    }
    const account = `aws:${number}`
    node(account, 'Scope', 'aws_account', unit, { organization: 'o-benchmark1', management: false, imported: true })
    contains(unit, account)
    facts.attachments.push({ document: 'scp/full', to: account, as: 'scp' })
    for (let r = 0; r < roles; r++) {
      const role = `arn:aws:iam::${number}:role/role-${r}`
      node(role, 'Principal', 'aws_iam_role', account, { uniqueId: `AROA${a}X${r}`, tags: {} })
      contains(account, role)
      const first = ((a * roles + r) * 7) % policies
      for (const p of [first, (first + 1) % policies, (first + 2) % policies]) {
        facts.attachments.push({ document: `arn:aws:iam::000000000000:policy/p${p}`, to: role, as: 'identity-policy' })
      }
      const vendor = r % 50 === 0
      const principal = vendor
        ? { AWS: `arn:aws:iam::${900000000000 + (a % 200)}:root` }
        : r % 10 === 1
          ? { AWS: `arn:aws:iam::${number}:role/role-${r - 1}` }
          : { Service: 'ec2.amazonaws.com' }
      document(`${role}#trust`, [
        {
          Effect: 'Allow',
          Principal: principal,
          Action: 'sts:AssumeRole',
          ...(vendor ? { Condition: { StringEquals: { 'sts:ExternalId': `x${a}` } } } : {}),
        },
      ])
      facts.attachments.push({ document: `${role}#trust`, to: role, as: 'trust' })
    }
  }
  return facts
}
