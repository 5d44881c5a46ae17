// Decisions per second on one core, evidence included, by the compiled evaluator and by the reference.
// Build first (`npm run build`), then: node bench/decide.mjs
import { cpus } from 'node:os'
import process from 'node:process'
import { parseCaller } from '../dist/src/policy/aws/caller.js'
import { compileLayers, decideAws, readRequest } from '../dist/src/policy/aws/decide.js'
import { resolve } from '../dist/src/policy/aws/evaluate.js'
import { decideByReference } from '../dist/src/policy/aws/reference/index.js'

const ACCOUNT = '111122223333'
const SECONDS = Number(process.env.BENCH_SECONDS ?? 1)
const RUNS = 5

const allow = (Action, Resource, Condition) => ({ Effect: 'Allow', Action, Resource, ...(Condition && { Condition }) })
const deny = (Action, Resource, Condition) => ({ Effect: 'Deny', Action, Resource, ...(Condition && { Condition }) })
const document = (...Statement) => ({ Version: '2012-10-17', Statement })

const bucket = (name, path = '') => `arn:aws:s3:::${name}${path}`
const table = (name) => `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/${name}`
const key = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`
const office = { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '198.51.100.0/24'] } }

/** Ordinary size: three identity policies of six statements, three levels of service control policies. */
const policies = {
  identity: [
    document(
      allow(['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'], bucket('app-data', '/*')),
      allow('s3:ListBucket', bucket('app-data'), {
        StringLike: { 's3:prefix': ['', 'home/', 'home/${aws:username}/*'] },
      }),
      allow(['s3:ListAllMyBuckets', 's3:GetBucketLocation'], '*'),
      allow(['kms:Decrypt', 'kms:GenerateDataKey'], key, {
        StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' },
      }),
      deny('s3:*', bucket('app-data', '/restricted/*'), { Bool: { 'aws:MultiFactorAuthPresent': 'false' } }),
      allow('s3:*', [bucket('app-scratch'), bucket('app-scratch', '/*')], office),
    ),
    document(
      allow(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem'], [table('orders'), table('orders/index/*')]),
      allow('dynamodb:*', table('scratch-*'), { StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } }),
      allow('sqs:*', `arn:aws:sqs:eu-west-1:${ACCOUNT}:app-*`),
      allow('sns:Publish', `arn:aws:sns:*:${ACCOUNT}:events`),
      allow(['logs:CreateLogStream', 'logs:PutLogEvents'], `arn:aws:logs:*:${ACCOUNT}:log-group:/app/*`),
      deny('dynamodb:DeleteTable', '*'),
    ),
    document(
      allow('ec2:Describe*', '*'),
      allow(['ec2:StartInstances', 'ec2:StopInstances'], `arn:aws:ec2:*:${ACCOUNT}:instance/*`, {
        StringEquals: { 'aws:ResourceTag/owner': '${aws:username}' },
      }),
      allow('iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/app-*`, {
        StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' },
      }),
      allow('lambda:*', `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:app-*`),
      allow('secretsmanager:GetSecretValue', `arn:aws:secretsmanager:*:${ACCOUNT}:secret:app/*`),
      deny('*', '*', { DateGreaterThan: { 'aws:CurrentTime': '2030-01-01T00:00:00Z' } }),
    ),
  ],
  serviceControl: [
    [document(allow('*', '*')), document(deny(['organizations:LeaveOrganization', 'account:*'], '*'))],
    [
      document(allow('*', '*')),
      document({
        Effect: 'Deny',
        NotAction: ['iam:*', 'sts:*', 'organizations:*', 'support:*'],
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1', 'eu-central-1'] } },
      }),
    ],
    [
      document(allow('*', '*')),
      document(
        deny('s3:*', '*', { Bool: { 'aws:SecureTransport': 'false' } }),
        deny('s3:PutBucketPublicAccessBlock', '*'),
      ),
    ],
  ],
}

const principal = `arn:aws:iam::${ACCOUNT}:user/ann`
const context = {
  'aws:SourceIp': '203.0.113.7',
  'aws:RequestedRegion': 'eu-west-1',
  'aws:SecureTransport': 'true',
  'aws:MultiFactorAuthPresent': 'true',
  'aws:CurrentTime': '2026-01-01T00:00:00Z',
  'aws:PrincipalTag/team': 'orders',
}
const asked = [
  ['s3:GetObject', bucket('app-data', '/2026/01/report.csv')],
  ['s3:PutObject', bucket('app-data', '/2026/01/report.csv')],
  ['s3:GetObject', bucket('other-data', '/2026/01/report.csv')],
  ['s3:GetObject', bucket('app-data', '/restricted/salaries.csv')],
  ['s3:ListBucket', bucket('app-data'), { 's3:prefix': 'home/ann/2026' }],
  ['s3:ListAllMyBuckets', '*'],
  ['s3:DeleteObject', bucket('app-scratch', '/tmp/1')],
  ['kms:Decrypt', key, { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' }],
  ['dynamodb:GetItem', table('orders')],
  ['dynamodb:UpdateItem', table('scratch-1'), { 'aws:ResourceTag/team': 'orders' }],
  ['dynamodb:DeleteTable', table('orders')],
  ['ec2:StopInstances', `arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/i-0abc`, { 'aws:ResourceTag/owner': 'ann' }],
  ['ec2:DescribeInstances', '*', { 'aws:RequestedRegion': 'us-east-1' }],
  ['iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/app-worker`, { 'iam:PassedToService': 'lambda.amazonaws.com' }],
  ['lambda:InvokeFunction', `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:app-import`],
  ['secretsmanager:GetSecretValue', `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:app/db-AbCdEf`],
].map(([action, resource, more]) => ({
  principal,
  action,
  resource,
  resourceAccount: ACCOUNT,
  context: { ...context, ...more },
}))

/** By processor time, the best of several runs: what the code can do, not what else the machine did. */
function perSecond(decide) {
  const seconds = () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1_000_000
  }
  let best = 0
  for (let run = 0; run <= RUNS; run++) {
    const start = seconds()
    let decisions = 0
    let taken = 0
    while (taken < SECONDS / RUNS) {
      for (let i = 0; i < 16; i++) for (let k = 0; k < asked.length; k++) decide(k)
      decisions += 16 * asked.length
      taken = seconds() - start
    }
    if (run > 0) best = Math.max(best, decisions / taken)
  }
  return best
}

const caller = parseCaller(principal)
const program = compileLayers(policies, asked[0])
const prepared = asked.map((request) => readRequest(caller, request, new Map()))
const records = asked.map((request, k) => ({ id: String(k), cloud: 'aws', request, policies }))

const outcomes = { allowed: 0, denied: 0 }
prepared.forEach((request, k) => {
  const { outcome, because, deniedBy } = resolve(program, request)
  const expected = decideByReference(records[k]).outcome
  if (outcome !== expected) throw new Error(`request \`${asked[k].action}\`: \`${outcome}\`, reference \`${expected}\``)
  if (because.length + deniedBy.length === 0) throw new Error(`request \`${asked[k].action}\`: no evidence`)
  outcomes[outcome]++
})

let sink = 0
const rows = [
  ['compiled, request read once', perSecond((k) => (sink += resolve(program, prepared[k]).because.length))],
  [
    'compiled, request read each time',
    perSecond((k) => (sink += resolve(program, readRequest(caller, asked[k], new Map())).because.length)),
  ],
  ['compiled, policies parsed each time', perSecond((k) => (sink += decideAws(records[k]).because.length))],
  ['reference', perSecond((k) => (sink += decideByReference(records[k]).because.length))],
]
process.stdout.write(
  `${asked.length} requests (${outcomes.allowed} allowed, ${outcomes.denied} denied), closed context; best of ${RUNS} runs; ` +
    `node ${process.version}, ${cpus()[0]?.model ?? 'unknown CPU'}, ${sink > 0 ? 'one core' : 'nothing decided'}\n\n`,
)
for (const [name, rate] of rows) {
  process.stdout.write(`${name.padEnd(38)} ${Math.round(rate).toLocaleString('en-US').padStart(12)} decisions/s\n`)
}
