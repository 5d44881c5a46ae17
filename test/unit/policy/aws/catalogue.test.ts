import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { buildCatalogueSource } from '../../../../scripts/build-aws-catalogue.mjs'
import { awsCatalogue, expandPattern, rcpSupported, resourceTypesOf } from '../../../../src/policy/aws/catalogue.js'

const catalogue = awsCatalogue()

function names(pattern: string): string[] {
  return [...expandPattern(pattern)].map((id) => catalogue.name(id))
}

function idOf(action: string): number {
  const id = catalogue.idOf(action)
  expect([action, id >= 0]).toEqual([action, true])
  return id
}

describe('the generated data', () => {
  it('is what the generator makes of the installed data package', () => {
    const file = new URL('../../../../src/policy/aws/catalogue-data.ts', import.meta.url)
    const stale = readFileSync(file, 'utf8') !== buildCatalogueSource()
    expect(stale, 'catalogue-data.ts is stale: run `node scripts/build-aws-catalogue.mjs`').toBe(false)
  })

  it('names its day and holds the known number of actions and services', () => {
    expect(catalogue.date).toMatch(/^20\d\d-\d\d-\d\d$/)
    expect(catalogue.size).toBeGreaterThan(20_000)
    expect(catalogue.services().length).toBeGreaterThan(400)
  })
})

describe('action ids', () => {
  it('ascend with the lower-case name, without gaps or doubles', () => {
    let last = ''
    for (let id = 0; id < catalogue.size; id++) {
      const lower = catalogue.name(id).toLowerCase()
      if (!(last < lower)) expect.fail(`\`${lower}\` does not follow \`${last}\``)
      last = lower
    }
    expect(last).toMatch(/^xray:/)
  })

  it('come back from their own name, in any case', () => {
    for (let id = 0; id < catalogue.size; id++) {
      if (catalogue.idOf(catalogue.name(id)) !== id) expect.fail(`\`${catalogue.name(id)}\` does not come back`)
    }
    expect(catalogue.idOf('S3:GETOBJECT')).toBe(idOf('s3:GetObject'))
    expect(catalogue.name(idOf('iam:passrole'))).toBe('iam:PassRole')
  })

  it.each([
    '',
    '*',
    's3',
    's3:',
    ':GetObject',
    's3:GetObjects',
    's3:Get*',
    's4:GetObject',
    '__proto__:constructor',
    's3:__proto__',
    '\u212Ams:Decrypt',
    's3:GetObject ',
    'x'.repeat(100_000),
  ])('are -1 for what is no action: %j', (action) => {
    expect(catalogue.idOf(action)).toBe(-1)
  })

  it('of one service are contiguous, and the ranges cover all', () => {
    let next = 0
    for (const service of catalogue.services()) {
      const [start, end] = catalogue.serviceRange(service) ?? [-1, -1]
      expect([service, start]).toEqual([service, next])
      expect(catalogue.serviceOf(start)).toBe(service)
      expect(catalogue.serviceOf(end - 1)).toBe(service)
      next = end
    }
    expect(next).toBe(catalogue.size)
    expect(catalogue.serviceRange('S3')).toEqual(catalogue.serviceRange('s3'))
    expect(catalogue.serviceRange('constructor')).toBeNull()
  })

  it.each([-1, 0.5, 1_000_000, Number.NaN])('out of range are refused: %s', (id) => {
    expect(() => catalogue.name(id)).toThrow(RangeError)
    expect(() => catalogue.resourceTypes(id)).toThrow(RangeError)
    expect(() => catalogue.data(id)).toThrow(RangeError)
  })
})

describe('what the catalogue says of an action', () => {
  it.each([
    ['s3:GetObject', 'read', ['accesspointobject', 'object']],
    ['s3:PutObject', 'write', ['accesspointobject', 'object']],
    ['s3:ListBucket', 'list', ['accesspoint', 'bucket']],
    ['s3:ListAllMyBuckets', 'list', []],
    ['s3:PutBucketPolicy', 'write permissions', ['bucket']],
    ['s3:PutObjectTagging', 'write tag', ['accesspointobject', 'object']],
    ['iam:PassRole', 'write', ['role']],
    ['iam:CreateAccessKey', 'write', ['user']],
    ['iam:PutRolePolicy', 'write permissions', ['role']],
    ['iam:ListRoles', 'list', []],
    ['sts:AssumeRole', 'write', ['role']],
    ['sts:GetCallerIdentity', 'read', []],
    ['ec2:DescribeInstances', 'list', []],
    ['kms:Decrypt', 'write', ['key']],
    ['kms:CreateGrant', 'write permissions', ['key']],
    ['lambda:InvokeFunction', 'write', ['function']],
    ['sqs:SendMessage', 'write', ['queue']],
    ['secretsmanager:GetSecretValue', 'read', ['Secret']],
  ])('%s: %s on %j', (action, access, types) => {
    const id = idOf(action)
    expect(catalogue.access(id).join(' ')).toBe(access)
    expect(catalogue.resourceTypes(id).map((type) => type.name)).toEqual(types)
    expect(catalogue.takesOnlyWildcard(id)).toBe(types.length === 0)
  })

  it('gives every action an access word', () => {
    const without = names('*').filter((_, id) => catalogue.access(id).length === 0)
    expect(without).toEqual([])
  })

  it('gives ARN templates as published, and as patterns', () => {
    const object = catalogue.resourceTypes(idOf('s3:GetObject')).find((type) => type.name === 'object')
    expect(object).toEqual({
      service: 's3',
      name: 'object',
      arn: 'arn:${Partition}:s3:::${BucketName}/${ObjectName}',
      patterns: 'arn:*:s3:::*/*',
    })
    expect(catalogue.resourceTypes(idOf('sts:AssumeRole'))[0]?.patterns).toBe('arn:*:iam::*:role/*')
    expect(catalogue.resourceTypes(idOf('kms:Decrypt'))[0]?.arn).toBe(
      'arn:${Partition}:kms:${Region}:${Account}:key/${KeyId}',
    )
  })

  it('splits a type published with two ARN forms into two', () => {
    const bots = resourceTypesOf('lex').filter((type) => type.name === 'bot')
    expect(bots.map((type) => type.patterns)).toEqual(['arn:*:lex:*:*:bot/*', 'arn:*:lex:*:*:bot:*'])
    expect(resourceTypesOf('no-such-service')).toEqual([])
  })

  it('shares resource type objects between actions', () => {
    const [a] = catalogue.resourceTypes(idOf('sqs:SendMessage'))
    const [b] = catalogue.resourceTypes(idOf('sqs:ReceiveMessage'))
    expect(a).toBe(b)
  })

  it('leaves no variable in a pattern and starts each with an ARN head', () => {
    const odd = catalogue
      .services()
      .flatMap((service) => resourceTypesOf(service))
      .filter((type) => !type.patterns.startsWith('arn:') || /[${}<>]/.test(type.patterns))
    expect(odd).toEqual([])
  })
})

describe('action patterns', () => {
  it.each([
    ['sts:AssumeRole', ['sts:AssumeRole']],
    ['STS:assumerolewith*', ['sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity']],
    ['s3:GetObjectVersionAc?', ['s3:GetObjectVersionAcl']],
    ['s3:*ObjectVersionAcl', ['s3:GetObjectVersionAcl', 's3:PutObjectVersionAcl']],
    ['s?s:?????eQueue', ['sqs:CreateQueue', 'sqs:DeleteQueue']],
    ['*:PassRole', ['iam:PassRole']],
    ['s3:GetObject?', []],
    ['s3', []],
    ['s3*', []],
    ['', []],
    [':', []],
    ['s3:', []],
    ['nope:*', []],
    ['\u212Ams:Decrypt', []],
    ['s3:Get\u212A*', []],
    ['[a-z]+:.*', []],
  ])('%j names %j', (pattern, expected) => {
    expect(names(pattern)).toEqual(expected)
  })

  it('expand to the whole catalogue, or the whole of a service', () => {
    for (const all of ['*', '**', '*:*', '*:**']) expect(expandPattern(all)).toHaveLength(catalogue.size)
    const [start, end] = catalogue.serviceRange('s3') ?? [0, 0]
    expect([...expandPattern('s3:*')]).toEqual(Array.from({ length: end - start }, (_, i) => start + i))
  })

  it('agree with a plain scan over all names', () => {
    const describes = names('*').filter((name) => name.toLowerCase().split(':')[1]?.startsWith('describe') === true)
    expect(names('*:Describe*')).toEqual(describes)
  })

  it('are remembered', () => {
    expect(expandPattern('ec2:Describe*')).toBe(expandPattern('ec2:Describe*'))
  })

  it('stay quick when hostile, and forget the oldest rather than grow', () => {
    const first = expandPattern('ec2:Get*')
    expect(expandPattern(`*:${'*a'.repeat(500)}`)).toHaveLength(0)
    expect(expandPattern('*a'.repeat(5_000))).toHaveLength(0)
    for (let i = 0; i < 9_000; i++) expandPattern(`sts:x${i}`)
    expect(expandPattern('ec2:Get*')).not.toBe(first)
    expect(expandPattern('ec2:Get*')).toEqual(first)
  })
})

describe('resource control policies', () => {
  it.each(['s3', 'sts', 'kms', 'sqs', 'secretsmanager', 'dynamodb', 'ecr', 'S3'])('apply to %s', (service) => {
    expect(rcpSupported(service)).toBe(true)
  })

  it.each(['iam', 'ec2', 'lambda', 'organizations', '', 'constructor'])('do not apply to %j', (service) => {
    expect(rcpSupported(service)).toBe(false)
  })
})
