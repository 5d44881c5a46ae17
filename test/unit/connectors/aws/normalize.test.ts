import { describe, expect, it } from 'vitest'
import { createFactsBuilder } from '../../../../src/connector/index.js'
import { listedResource } from '../../../../connectors/aws/index.js'
import { indexRecords } from '../../../../connectors/aws/records.js'
import { policyDocument } from '../../../../connectors/aws/policy-text.js'
import { csvRows } from '../../../../connectors/aws/resources/iam-credential-report.js'
import { entityIdOf } from '../../../../connectors/aws/resources/iam-saml-provider.js'
import { factsOfDump, recognised } from './dump.js'

const DOCUMENT = { Version: '2012-10-17', Statement: [] }
const TEXT = JSON.stringify(DOCUMENT)

describe('a policy document', () => {
  it.each([
    ['an object', DOCUMENT],
    ['JSON text', TEXT],
    ['URL-encoded JSON text', encodeURIComponent(TEXT)],
    ['JSON text inside JSON text', JSON.stringify(TEXT)],
  ])('is read from %s', (_, value) => {
    expect(policyDocument(value)).toEqual(DOCUMENT)
  })

  it.each([[null], [undefined], [''], ['x'], ['%7B'], ['%'], ['[]'], [7], [[]], ['['.repeat(300) + ']'.repeat(300)]])(
    'is not made of %.20s',
    (value) => {
      expect(policyDocument(value)).toBeNull()
    },
  )
})

it.each([
  ['<e entityID="https://a"/>', 'https://a'],
  ["<e entityID \n=\t'urn:x'>", 'urn:x'],
  ['<e entityID="a&amp;lt;b"/>', 'a&lt;b'],
  ['<e/>', null],
  ['<e entityID=x>', null],
  [`<e entityID="${'x'.repeat(5000)}"/>`, null],
])('the entity id in %.60s is %j', (metadata, id) => {
  expect(entityIdOf(metadata)).toBe(id)
})

it('a credential report is read as CSV with quotes and either line end', () => {
  expect(csvRows('a,b\r\n"x,""y""",2\n,\n')).toEqual([
    ['a', 'b'],
    ['x,"y"', '2'],
    ['', ''],
  ])
})

describe('two dumps of one account that differ', () => {
  it('keep one and say so', async () => {
    const role = (Action: string): object => ({
      RoleDetailList: [
        {
          RoleName: 'r',
          Arn: 'arn:aws:iam::111122223333:role/r',
          AssumeRolePolicyDocument: { Statement: [{ Action }] },
        },
      ],
      UserDetailList: [],
      GroupDetailList: [],
    })
    const { gaps, documents } = await factsOfDump({
      'a.json': role('sts:AssumeRole'),
      'b.json': role('sts:TagSession'),
    })
    expect(documents).toHaveLength(1)
    expect(gaps.filter(({ reason }) => reason === 'failed').map(({ message }) => message)).toEqual([
      expect.stringContaining('differs between two files'),
    ])
  })
})

describe('a resource type as data', () => {
  const queue = listedResource({
    type: 'aws_sqs_queue',
    list: { call: 'sqs list-queues', field: 'QueueUrls' },
    arn: ({ partition, region, account, name }) =>
      `arn:${partition}:sqs:${region}:${account}:${name.slice(name.lastIndexOf('/') + 1)}`,
    policy: { call: 'sqs get-queue-attributes', path: ['Attributes', 'Policy'] },
  })
  const url = (name: string): string => `https://sqs.cn-north-1.amazonaws.com.cn/111122223333/${name}`
  const at = '111122223333/cn-north-1/sqs-'

  it('attaches the policy where there is one, and tells silence from "none"', async () => {
    const { records } = await recognised({
      [`${at}list-queues.json`]: { QueueUrls: ['open', 'plain', 'bare', 'refused', 'unasked'].map(url) },
      [`${at}get-queue-attributes/open.json`]: { Attributes: { Policy: TEXT } },
      [`${at}get-queue-attributes/${encodeURIComponent(url('plain'))}.json`]: { Attributes: { DelaySeconds: '0' } },
      [`${at}get-queue-attributes/bare.json`]: {},
      [`${at}get-queue-attributes/refused.json`]: '(AccessDenied)',
    })
    const builder = createFactsBuilder()
    queue.normalize(indexRecords(records), builder)
    const facts = builder.build()
    const id = (name: string): string => `arn:aws-cn:sqs:cn-north-1:111122223333:${name}`
    expect(facts.attachments).toEqual([{ document: `${id('open')}#policy`, to: id('open'), as: 'resource-policy' }])
    expect(facts.documents).toEqual([{ id: `${id('open')}#policy`, name: 'resource policy', document: DOCUMENT }])
    expect(facts.nodes.map((node) => [node.id, node.properties['unread']])).toEqual([
      [id('bare'), []],
      [id('open'), []],
      [id('plain'), []],
      [id('refused'), ['GetQueueAttributes']],
      [id('unasked'), ['GetQueueAttributes']],
    ])
    expect(facts.gaps.map(({ message }) => message)).toEqual([`not asked about \`${id('unasked')}\``])
  })

  it('does not take the answer about another resource whose name its own ends in', async () => {
    const secret = listedResource({
      type: 'aws_secretsmanager_secret',
      list: { call: 'secretsmanager list-secrets', field: 'SecretList' },
      arn: ({ partition, region, account, name }) =>
        `arn:${partition}:secretsmanager:${region}:${account}:secret:${name}`,
      policy: { call: 'secretsmanager get-resource-policy', path: ['ResourcePolicy'] },
    })
    const { records } = await recognised({
      '111122223333/eu-west-1/secretsmanager-list-secrets.json': {
        SecretList: [{ Name: 'prod/db' }, { Name: 'db' }, { Name: 'prod/queue' }],
      },
      '111122223333/eu-west-1/secretsmanager-get-resource-policy/db.json': { ResourcePolicy: TEXT },
      '111122223333/eu-west-1/secretsmanager-get-resource-policy/queue.json': { ResourcePolicy: TEXT },
    })
    const builder = createFactsBuilder()
    secret.normalize(indexRecords(records), builder)
    const facts = builder.build()
    const id = (name: string): string => `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}`
    expect(facts.attachments.map(({ to }) => to)).toEqual([id('db'), id('prod/queue')])
    expect(facts.nodes.find((node) => node.id === id('prod/db'))?.properties['unread']).toEqual(['GetResourcePolicy'])
  })

  it('does not take the answer of another Region for its own', async () => {
    const { records } = await recognised({
      [`${at}list-queues.json`]: { QueueUrls: [url('jobs')] },
      '111122223333/cn-northwest-1/sqs-get-queue-attributes/jobs.json': { Attributes: { Policy: TEXT } },
    })
    const builder = createFactsBuilder()
    queue.normalize(indexRecords(records), builder)
    const id = (region: string): string => `arn:aws-cn:sqs:${region}:111122223333:jobs`
    expect(builder.build()).toMatchObject({
      attachments: [{ to: id('cn-northwest-1') }],
      gaps: [
        { call: 'GetQueueAttributes', region: 'cn-north-1', message: `not asked about \`${id('cn-north-1')}\`` },
        { call: 'ListQueues', region: 'cn-northwest-1' },
      ],
    })
  })
})
