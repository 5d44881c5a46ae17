// An AWS of many accounts that answers after a while and refuses who asks too fast: run by bench/collect-aws.mjs.
//
//   node bench/generate-aws-server.mjs <accounts> <latency ms> <calls a second for one service of one account>
//
// It speaks just enough of each protocol for the SDK to read an answer: one organization, and in each account some roles,
// buckets and keys. The first line of its output is the port; `GET /__counts` tells what it answered and refused.
import { createServer } from 'node:http'

const [accounts, latency, rate] = process.argv.slice(2).map(Number)
const MANAGEMENT = 100000000000
const numberOf = (at) => String(MANAGEMENT + at)
const counts = { answered: 0, throttled: 0, peak: 0 }
let running = 0

/** Calls that a service of an account may still answer: filled again all the time, up to twice the rate. */
const buckets = new Map()
function mayAnswer(key, now) {
  const bucket = buckets.get(key) ?? { left: rate * 2, at: now }
  bucket.left = Math.min(rate * 2, bucket.left + ((now - bucket.at) / 1000) * rate)
  bucket.at = now
  buckets.set(key, bucket)
  if (bucket.left < 1) return false
  bucket.left -= 1
  return true
}

const xml = (operation, inner) =>
  `<${operation}Response><${operation}Result>${inner}</${operation}Result></${operation}Response>`
const trust = encodeURIComponent(
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: '999988887777' }, Action: 'sts:AssumeRole' }],
  }),
)
const members = (count, one) => Array.from({ length: count }, (_, at) => `<member>${one(at)}</member>`).join('')

/** Answers that hold something; everything else is an empty one of its protocol. */
const ANSWERS = {
  'sts GetCallerIdentity': (account) =>
    xml(
      'GetCallerIdentity',
      `<Arn>arn:aws:iam::${account}:user/reader</Arn><UserId>A</UserId><Account>${account}</Account>`,
    ),
  'sts AssumeRole': (_, form) => {
    const into = form.get('RoleArn').split(':')[4]
    return xml(
      'AssumeRole',
      `<Credentials><AccessKeyId>ASIA${into}KEYS</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>` +
        '<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>' +
        `<AssumedRoleUser><AssumedRoleId>A:s</AssumedRoleId><Arn>arn:aws:sts::${into}:assumed-role/r/s</Arn></AssumedRoleUser>`,
    )
  },
  'iam GetAccountAuthorizationDetails': (account) =>
    xml(
      'GetAccountAuthorizationDetails',
      `<IsTruncated>false</IsTruncated><UserDetailList/><GroupDetailList/><Policies/><RoleDetailList>${members(
        20,
        (at) =>
          `<Path>/</Path><RoleName>r${at}</RoleName><RoleId>AROA${at}</RoleId><Arn>arn:aws:iam::${account}:role/r${at}</Arn>` +
          `<CreateDate>2024-01-01T00:00:00Z</CreateDate><AssumeRolePolicyDocument>${trust}</AssumeRolePolicyDocument>`,
      )}</RoleDetailList>`,
    ),
  'ec2 DescribeRegions': () =>
    '<DescribeRegionsResponse><regionInfo><item><regionName>us-east-1</regionName><optInStatus>opt-in-not-required</optInStatus></item></regionInfo></DescribeRegionsResponse>',
  'organizations DescribeOrganization': () =>
    JSON.stringify({
      Organization: {
        Id: 'o-bench00001',
        Arn: `arn:aws:organizations::${MANAGEMENT}:organization/o-bench00001`,
        FeatureSet: 'ALL',
        MasterAccountId: String(MANAGEMENT),
      },
    }),
  'organizations ListAccounts': () =>
    JSON.stringify({
      Accounts: Array.from({ length: accounts }, (_, at) => ({
        Id: numberOf(at),
        Arn: `arn:aws:organizations::${MANAGEMENT}:account/o-bench00001/${numberOf(at)}`,
        Name: `a${at}`,
        Status: 'ACTIVE',
      })),
    }),
  'kms ListKeys': (account) =>
    JSON.stringify({
      Keys: Array.from({ length: 8 }, (_, at) => ({
        KeyId: `k${at}`,
        KeyArn: `arn:aws:kms:us-east-1:${account}:key/k${at}`,
      })),
      Truncated: false,
    }),
  'kms GetKeyPolicy': (account) =>
    JSON.stringify({
      Policy: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::${account}:root"},"Action":"kms:*","Resource":"*"}]}`,
    }),
  's3 /': (account) =>
    `<ListAllMyBucketsResult><Owner><ID>${account}</ID></Owner><Buckets>${Array.from(
      { length: 5 },
      (_, at) =>
        `<Bucket><Name>b${at}-${account}</Name><CreationDate>2024-01-01T00:00:00Z</CreationDate><BucketRegion>us-east-1</BucketRegion></Bucket>`,
    ).join('')}</Buckets></ListAllMyBucketsResult>`,
}

const server = createServer((request, response) => {
  const parts = []
  request.on('data', (part) => parts.push(part))
  request.on('end', () => {
    if (request.url === '/__counts') return void response.end(JSON.stringify(counts))
    running += 1
    counts.peak = Math.max(counts.peak, running)
    const [, key = '', , , service = ''] =
      /Credential=([^/]+)\/([^/]+)\/([^/]+)\/([^/]+)\//.exec(request.headers.authorization ?? '') ?? []
    const account = key.startsWith('ASIA') ? key.slice(4, 16) : String(MANAGEMENT)
    const type = request.headers['content-type'] ?? ''
    const form = type.startsWith('application/x-www-form-urlencoded')
      ? new URLSearchParams(Buffer.concat(parts).toString())
      : null
    const target = request.headers['x-amz-target']?.split('.').at(-1)
    const path = request.url.split('?')[0]
    const operation = form?.get('Action') ?? target ?? (request.url.includes('list-type') ? '' : path)
    const isXml = form !== null || service === 's3'
    const isAllowed = mayAnswer(`${account} ${service}`, performance.now())
    setTimeout(() => {
      running -= 1
      response.setHeader('content-type', isXml ? 'text/xml' : 'application/x-amz-json-1.1')
      if (!isAllowed) {
        counts.throttled += 1
        response.statusCode = 429
        response.setHeader('x-amzn-errortype', 'ThrottlingException')
        return void response.end(
          isXml
            ? '<ErrorResponse><Error><Code>Throttling</Code><Message>too many</Message></Error></ErrorResponse>'
            : '{"__type":"ThrottlingException","message":"too many"}',
        )
      }
      counts.answered += 1
      const answer = ANSWERS[`${service} ${operation}`]
      if (answer !== undefined) return void response.end(answer(account, form))
      response.end(isXml ? (form === null ? '<Answer/>' : xml(operation, '')) : '{}')
    }, latency)
  })
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`))
