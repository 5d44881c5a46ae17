import { describe, expect, it } from 'vitest'
import { answersTo, namesOf, type Asked } from '../../../../connectors/aws/answers.js'
import { keyProperties } from '../../../../connectors/aws/key-reference.js'
import { indexRecords } from '../../../../connectors/aws/records.js'
import { factsOfDump, recognised, type Dump } from './dump.js'

const ACCOUNT = '111122223333'
const REGION = 'eu-west-1'
const at = { partition: 'aws', region: REGION, account: ACCOUNT }

/** The file that answers for a resource. */
async function fileFor(dump: Dump, asked: Asked, names: string[], known: string[] = []): Promise<string | null> {
  const files = Object.fromEntries(
    Object.entries(dump).map(([path, content]) => [`${ACCOUNT}/${REGION}/x-get-it/${path}`, content]),
  )
  const answers = answersTo(indexRecords((await recognised(files)).records), asked, new Set(known))
  return answers.about({ account: ACCOUNT, region: REGION, names })[0]?.file.split('/').at(-1) ?? null
}

describe('the answer about a resource', () => {
  const call = 'x get-it'
  it.each<[string, Dump, Asked, string[], string[], string | null]>([
    ['is named like it', { 'a.json': { P: 1 }, 'b.json': { P: 1 } }, { call }, ['b'], [], 'b.json'],
    ['may go on in its name', { 'a--default.json': { P: 1 } }, { call }, ['a'], [], 'a--default.json'],
    ['may be a page', { 'a--page-2.json': { P: 1 } }, { call }, ['a'], [], 'a--page-2.json'],
    ['is not that of one with a longer name', { 'a--b.json': { P: 1 } }, { call }, ['a'], ['a', 'a--b'], null],
    ['is not about a part of it', { 'a--prod.json': { P: 1 } }, { call, alone: true }, ['a'], [], null],
    ['names it, whatever the file is called', { 'z.json': { N: 'a' } }, { call, named: [['N']] }, ['a'], [], 'z.json'],
    ['is not one that names another', { 'a.json': { N: 'b' } }, { call, named: [['N']] }, ['a'], [], null],
    ['is the one that tells', { 'a.json': '(AccessDenied)', 'a--1.json': { P: 1 } }, { call }, ['a'], [], 'a--1.json'],
    [
      'may carry an ARN for a name',
      { 'arn%3Aaws%3Ax%2Fa.json': { P: 1 } },
      { call },
      ['arn:aws:x/a'],
      [],
      'arn%3Aaws%3Ax%2Fa.json',
    ],
  ])('%s', async (_, dump, asked, names, known, file) => {
    expect(await fileFor(dump, asked, names, known)).toBe(file)
  })

  it('is found by the name, the ARN and the last part of either', () => {
    expect(namesOf('team/web', 'arn:aws:ecr:eu-west-1:111122223333:repository/team/web')).toEqual([
      'team/web',
      'web',
      'arn:aws:ecr:eu-west-1:111122223333:repository/team/web',
      'repository/team/web',
    ])
  })
})

describe('the key that protects something', () => {
  const key = `arn:aws:kms:${REGION}:${ACCOUNT}:key/0a0a`
  it.each([
    ['nothing', null, { encryptedBy: null }],
    ['an ARN', key, { encryptedBy: key }],
    ['an id', '0a0a', { encryptedBy: key }],
    ['an alias', 'alias/data', { encryptedBy: key }],
    ['the ARN of an alias', `arn:aws:kms:${REGION}:${ACCOUNT}:alias/data`, { encryptedBy: key }],
    ['an alias of another Region', `arn:aws:kms:us-east-1:${ACCOUNT}:alias/data`, {}],
    ['an alias that is not known', 'alias/other', {}],
    [
      'an alias of AWS',
      'alias/aws/sqs',
      { encryptedBy: `arn:aws:kms:${REGION}:${ACCOUNT}:alias/aws/sqs`, awsManagedKey: true },
    ],
  ])('named by %s', async (_, text, expected) => {
    const { records } = await recognised({
      [`${ACCOUNT}/${REGION}/kms-list-aliases.json`]: {
        Aliases: [{ AliasName: 'alias/data', TargetKeyId: '0a0a' }, { AliasName: 'alias/aws/s3' }],
      },
    })
    expect(keyProperties(text, at, indexRecords(records))).toEqual(expected)
  })
})

describe('answers without a list', () => {
  const policy = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sqs:*', Resource: '*' }],
  }
  const folder = `${ACCOUNT}/${REGION}/`

  it.each<[string, Dump, string[]]>([
    ['a bucket', { 's3api-get-bucket-policy/a.json': { Policy: policy } }, ['arn:aws:s3:::a']],
    [
      'a directory bucket',
      { 's3api-get-bucket-policy/a--x--x-s3.json': { Policy: policy } },
      [`arn:aws:s3express:${REGION}:${ACCOUNT}:bucket/a--x--x-s3`],
    ],
    [
      'a key',
      { 'kms-get-key-policy/0a--default.json': { Policy: policy } },
      [`arn:aws:kms:${REGION}:${ACCOUNT}:key/0a`],
    ],
    [
      'a function and not its alias',
      { 'lambda-get-policy/f--prod.json': { Policy: policy } },
      [`arn:aws:lambda:${REGION}:${ACCOUNT}:function:f`],
    ],
    [
      'a table and not its stream',
      {
        'dynamodb-get-resource-policy/arn%3Aaws%3Adynamodb%3Aeu-west-1%3A111122223333%3Atable%2Ft%2Fstream%2F1.json': {
          Policy: policy,
        },
        'dynamodb-get-resource-policy/t.json': { Policy: policy },
      },
      [`arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/t`, `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/t/stream/1`],
    ],
    ['nothing that has no name', { 'sns-get-topic-attributes/page-1.json': { Attributes: { Policy: policy } } }, []],
  ])('make known %s', async (_, files, ids) => {
    const dump = Object.fromEntries(Object.entries(files).map(([path, content]) => [folder + path, content]))
    const { nodes, attachments } = await factsOfDump(dump)
    expect(nodes.filter(({ kind }) => kind === 'Resource').map(({ id }) => id)).toEqual(ids)
    expect(attachments.length).toBe(ids.length)
  })

  it('that were refused make nothing known but a gap', async () => {
    const { nodes, gaps } = await factsOfDump({ [`${folder}sqs-get-queue-attributes/q.json`]: '(AccessDenied)' })
    expect(nodes.filter(({ kind }) => kind === 'Resource')).toEqual([])
    expect(gaps.map(({ call, reason }) => `${call} ${reason}`)).toContain('GetQueueAttributes denied')
  })
})
