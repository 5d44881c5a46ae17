// A generated AWS estate as the AWS CLI prints it: accounts with roles, managed policies, and resources of a few types.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { seededRandom } from './generate.mjs'

const CREATED = '2025-03-04T09:00:00+00:00'
const REGION = 'eu-west-1'
const ORGANIZATION = 'o-benchmark01'

/** Writes the dump of `accounts` accounts with `roles` roles and `resources` resources each; returns the bytes written. */
export function writeDump(folder, { accounts, roles, resources, seed = 1 }) {
  const random = seededRandom(seed)
  let bytes = 0
  const write = (path, content) => {
    const file = join(folder, path)
    const text = JSON.stringify(content)
    mkdirSync(join(file, '..'), { recursive: true })
    writeFileSync(file, text)
    bytes += text.length
  }
  for (let a = 0; a < accounts; a++) {
    const account = String(100000000000 + a)
    const vendor = `arn:aws:iam::${900000000000 + (a % 200)}:root`
    write(
      `${account}/global/iam-get-account-authorization-details.json`,
      authorizationDetails(account, vendor, roles, random),
    )
    write(`${account}/global/organizations-describe-organization.json`, {
      Organization: { Id: ORGANIZATION, MasterAccountId: '100000000000', FeatureSet: 'ALL' },
    })
    writeResources(
      (path, content) => write(`${account}/${REGION}/${path}`, content),
      account,
      vendor,
      resources,
      random,
    )
  }
  return bytes
}

function authorizationDetails(account, vendor, roles, random) {
  const policies = Math.max(1, Math.floor(roles / 10))
  const arn = (kind, name) => `arn:aws:iam::${account}:${kind}/${name}`
  return {
    UserDetailList: [],
    GroupDetailList: [],
    RoleDetailList: Array.from({ length: roles }, (_, r) => ({
      Path: '/',
      RoleName: `role-${r}`,
      RoleId: `AROA${account}${r}`,
      Arn: arn('role', `role-${r}`),
      CreateDate: CREATED,
      AssumeRolePolicyDocument: allow({
        Principal: r % 50 === 0 ? { AWS: vendor } : { Service: 'ec2.amazonaws.com' },
        Action: 'sts:AssumeRole',
        ...(r % 50 === 0 ? { Condition: { StringEquals: { 'sts:ExternalId': `x${account}` } } } : {}),
      }),
      InstanceProfileList: [],
      RolePolicyList: [],
      AttachedManagedPolicies: [0, 1].map((n) => ({
        PolicyName: `p${(r + n) % policies}`,
        PolicyArn: arn('policy', `p${(r + n) % policies}`),
      })),
      Tags: [],
    })),
    Policies: Array.from({ length: policies }, (_, p) => ({
      PolicyName: `p${p}`,
      Arn: arn('policy', `p${p}`),
      DefaultVersionId: 'v1',
      PolicyVersionList: [
        {
          VersionId: 'v1',
          IsDefaultVersion: true,
          Document: allow({
            Action: ['s3:GetObject', 'sqs:SendMessage'],
            Resource: [`arn:aws:s3:::b-${account}-${Math.floor(random() * 100)}/*`, `arn:aws:sqs:*:${account}:q-${p}`],
          }),
        },
      ],
    })),
  }
}

/** Buckets, queues, topics and keys in equal parts; one in twenty lets the vendor in. */
function writeResources(write, account, vendor, resources, random) {
  const each = Math.ceil(resources / 4)
  const numbers = Array.from({ length: each }, (_, n) => n)
  const guest = (n) => ({
    AWS: n % 20 === 0 ? vendor : `arn:aws:iam::${account}:role/role-${Math.floor(random() * 10)}`,
  })
  write('s3api-list-buckets.json', {
    Buckets: numbers.map((n) => ({ Name: `b-${account}-${n}`, CreationDate: CREATED })),
  })
  write('sqs-list-queues.json', {
    QueueUrls: numbers.map((n) => `https://sqs.${REGION}.amazonaws.com/${account}/q-${n}`),
  })
  write('sns-list-topics.json', {
    Topics: numbers.map((n) => ({ TopicArn: `arn:aws:sns:${REGION}:${account}:t-${n}` })),
  })
  write('kms-list-keys.json', { Keys: numbers.map((n) => ({ KeyId: `k-${n}` })) })
  for (const n of numbers) {
    const policy = (Action, Resource) => JSON.stringify(allow({ Principal: guest(n), Action, Resource }))
    const bucket = `b-${account}-${n}`
    const queue = `arn:aws:sqs:${REGION}:${account}:q-${n}`
    const topic = `arn:aws:sns:${REGION}:${account}:t-${n}`
    write(`s3api-get-bucket-policy/${bucket}.json`, { Policy: policy('s3:GetObject', `arn:aws:s3:::${bucket}/*`) })
    write(`sqs-get-queue-attributes/q-${n}.json`, {
      Attributes: { QueueArn: queue, Policy: policy('sqs:SendMessage', queue) },
    })
    write(`sns-get-topic-attributes/t-${n}.json`, {
      Attributes: { TopicArn: topic, Policy: policy('sns:Publish', topic) },
    })
    write(`kms-get-key-policy/k-${n}.json`, { Policy: policy(['kms:Decrypt', 'kms:Encrypt'], '*') })
  }
}

function allow(statement) {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] }
}
