import { describe, expect, it } from 'vitest'
import type { Json } from '../../../../src/model/index.js'
import { decideAws } from '../../../../src/policy/aws/decide.js'
import type { Decision } from '../../../../src/policy/aws/record.js'

function decide(statements: Json, context: { [key: string]: string } = {}, resource = 'arn:aws:s3:::logs/a'): Decision {
  return decideAws({
    id: '1',
    cloud: 'aws',
    request: {
      principal: 'arn:aws:iam::111122223333:user/ann',
      action: 's3:GetObject',
      resource,
      context,
      contextOpen: true,
    },
    policies: { identity: [{ Version: '2012-10-17', Statement: statements }] },
  })
}

const allow = (Condition: Json): Json => ({ Effect: 'Allow', Action: '*', Resource: '*', Condition })
const deny = (Condition: Json): Json => ({ Effect: 'Deny', Action: '*', Resource: '*', Condition })
const ALWAYS = { Effect: 'Allow', Action: '*', Resource: '*' }

describe('requirements', () => {
  it.each<[statements: Json, context: { [key: string]: string }, texts: string[]]>([
    [allow({ StringEquals: { 's3:prefix': ['b', 'a'] } }), {}, ['s3:prefix StringEquals: `s3:prefix` is `a` or `b`']],
    [
      allow({ StringEqualsIfExists: { 's3:prefix': 'a' } }),
      {},
      ['s3:prefix StringEqualsIfExists: `s3:prefix` is `a`, or is absent'],
    ],
    [allow({ Null: { 's3:prefix': 'false' } }), {}, ['s3:prefix Null: `s3:prefix` is present']],
    [
      allow({ 'ForAllValues:StringLike': { 'aws:TagKeys': 'a*' } }),
      {},
      ['aws:TagKeys ForAllValues:StringLike: every value of `aws:TagKeys` matches `a*`'],
    ],
    [
      allow({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
      {},
      ['aws:MultiFactorAuthPresent Bool: `aws:MultiFactorAuthPresent` is `true`'],
    ],
    [
      [ALWAYS, deny({ StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } })],
      {},
      ['aws:SourceVpce StringEquals: `aws:SourceVpce` is `vpce-1`'],
    ],
    [
      [ALWAYS, deny({ StringEqualsIfExists: { 's3:prefix': 'a' } })],
      {},
      ['s3:prefix Null: `s3:prefix` is present', 's3:prefix StringNotEquals: `s3:prefix` is not `a`'],
    ],
    [
      [ALWAYS, deny({ NumericLessThan: { 's3:max-keys': ['1', '5'] } })],
      {},
      ['s3:max-keys NumericGreaterThanEqualsIfExists: `s3:max-keys` is at least `5`, or is absent'],
    ],
    [
      allow({ StringLike: { 's3:prefix': 'home/${aws:RequestTag/rowOf}/*' } }),
      { 's3:prefix': 'home/a/x' },
      [
        'aws:RequestTag/rowOf StringLike: `aws:RequestTag/rowOf` makes `home/${aws:RequestTag/rowOf}/*` match `home/a/x`',
      ],
    ],
    [
      allow({ StringEquals: { 's3:prefix': '${aws:RequestTag/rowOf}' } }),
      { 's3:prefix': 'a' },
      ['aws:RequestTag/rowOf StringEquals: `aws:RequestTag/rowOf` is `a`'],
    ],
    [
      allow({ StringEquals: { 'aws:PrincipalTag/t': '${aws:ResourceTag/t}' } }),
      {},
      [
        'aws:PrincipalTag/t StringEquals: `aws:PrincipalTag/t` is `${aws:ResourceTag/t}`',
        'aws:ResourceTag/t StringEquals: `aws:PrincipalTag/t` is `${aws:ResourceTag/t}`',
      ],
    ],
    [
      { Effect: 'Allow', Action: '*', Resource: 'arn:aws:s3:::logs/${aws:PrincipalTag/t}' },
      {},
      ['aws:PrincipalTag/t StringEquals: `aws:PrincipalTag/t` is `a`'],
    ],
  ])('%j', (statements, context, texts) => {
    const { outcome, requires } = decide(statements, context)
    expect(outcome).toBe('conditional')
    expect(requires.map((r) => `${r.key} ${r.operator}: ${r.text}`)).toEqual(texts)
  })

  it('name the part of a pattern that is granted', () => {
    const { requires } = decide(
      { Effect: 'Allow', Action: '*', Resource: 'arn:aws:s3:::logs/2026/*' },
      {},
      'arn:aws:s3:::logs/*',
    )
    expect(requires).toMatchObject([
      { key: 'resource', operator: 'ArnLike', values: ['arn:aws:s3:::logs/2026/*'], satisfiedBy: 'resource' },
    ])
  })

  it('list the ways where there are several, the least demanding ones only', () => {
    const { requires, alternatives } = decide([
      allow({ StringEquals: { 's3:prefix': 'a' } }),
      allow({ StringEquals: { 'sts:ExternalId': 'x' } }),
      allow({ StringEquals: { 's3:prefix': 'a', 'sts:ExternalId': 'x' } }),
    ])
    expect(requires.map((r) => r.key)).toEqual(['s3:prefix', 'sts:ExternalId'])
    expect(alternatives?.map((way) => way.map((r) => r.key))).toEqual([['s3:prefix'], ['sts:ExternalId']])
  })
})
