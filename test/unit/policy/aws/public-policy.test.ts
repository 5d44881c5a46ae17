import { describe, expect, it } from 'vitest'
import type { Json } from '../../../../src/model/index.js'
import { decideAws } from '../../../../src/policy/aws/decide.js'
import type { AwsDecideRecord, PublicAccessBlock } from '../../../../src/policy/aws/record.js'
import { disagreement } from '../../../support/policy-agreement.js'

const OURS = '111122223333'
const VENDOR = 'arn:aws:iam::999988887777:user/eve'

function record(
  statements: Json,
  block: { account?: PublicAccessBlock; bucket?: PublicAccessBlock },
  principal = VENDOR,
): AwsDecideRecord {
  return {
    id: '1',
    cloud: 'aws',
    request: { principal, action: 's3:GetObject', resource: 'arn:aws:s3:::logs/a', resourceAccount: OURS },
    policies: { resource: { Version: '2012-10-17', Statement: statements }, publicAccessBlock: block },
  }
}

const allow = (more: { [key: string]: Json }): Json => ({
  Effect: 'Allow',
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::logs/*',
  ...more,
})
/** Gives the vendor access, and is not public by itself. */
const DELEGATION = allow({ Principal: { AWS: VENDOR } })
const to = (operator: string, key: string, value: Json): Json =>
  allow({ Principal: '*', Condition: { [operator]: { [key]: value } } })
const ON = { bucket: { RestrictPublicBuckets: true } }

describe('RestrictPublicBuckets', () => {
  it.each<[why: string, beside: Json | null, outcome: string]>([
    ['a policy that is not public', null, 'allowed'],
    ['everybody', allow({ Principal: '*' }), 'denied'],
    ['everybody but one', allow({ NotPrincipal: { AWS: OURS } }), 'denied'],
    ['a login', allow({ Principal: { Federated: 'accounts.google.com' } }), 'denied'],
    ['a service', allow({ Principal: { Service: 'logs.amazonaws.com' } }), 'allowed'],
    [
      'a Deny for everybody',
      { ...(allow({ Principal: '*' }) as object), Effect: 'Deny', Action: 's3:PutObject' } as Json,
      'allowed',
    ],
    ['a fixed organization', to('StringEquals', 'aws:PrincipalOrgID', 'o-1'), 'allowed'],
    ['an organization by pattern', to('StringLike', 'aws:PrincipalOrgID', 'o-*'), 'denied'],
    ['an organization if there is one', to('StringEqualsIfExists', 'aws:PrincipalOrgID', 'o-1'), 'denied'],
    ['not an organization', to('StringNotEquals', 'aws:PrincipalOrgID', 'o-1'), 'denied'],
    ['a variable', to('StringEquals', 'aws:PrincipalOrgID', '${aws:ResourceOrgID}'), 'denied'],
    ['an endpoint', to('StringEquals', 'aws:SourceVpce', 'vpce-1'), 'allowed'],
    ['a narrow range', to('IpAddress', 'aws:SourceIp', '203.0.113.0/24'), 'allowed'],
    ['a range of /8', to('IpAddress', 'aws:SourceIp', '8.0.0.0/8'), 'allowed'],
    ['a broader range', to('IpAddress', 'aws:SourceIp', '8.0.0.0/7'), 'denied'],
    ['a private range', to('IpAddress', 'aws:SourceIp', '192.168.1.0/24'), 'denied'],
    ['a range of IPv6', to('IpAddress', 'aws:SourceIp', '2001:db8::/32'), 'allowed'],
    ['a broader one', to('IpAddress', 'aws:SourceIp', '2001:d00::/24'), 'denied'],
    ['one broad range among narrow ones', to('IpAddress', 'aws:SourceIp', ['203.0.113.0/24', '0.0.0.0/0']), 'denied'],
    ['one id', to('StringEquals', 'aws:userid', 'AIDAEXAMPLEEXAMPLE'), 'allowed'],
    ['every session of a role', to('StringLike', 'aws:userid', 'AROAEXAMPLEEXAMPLE:*'), 'denied'],
    [
      'access points of an account',
      to('ArnLike', 's3:DataAccessPointArn', `arn:aws:s3:*:${OURS}:accesspoint/*`),
      'allowed',
    ],
    ['access points of any account', to('ArnLike', 's3:DataAccessPointArn', 'arn:aws:s3:*:*:accesspoint/x'), 'denied'],
    ['a key that fixes nobody', to('StringEquals', 'aws:UserAgent', 'x'), 'denied'],
  ])('beside the delegation: %s', (_, beside, outcome) => {
    const asked = record(beside === null ? [DELEGATION] : [DELEGATION, beside], ON)
    expect(disagreement(asked)).toBeNull()
    expect(decideAws(asked).outcome).toBe(outcome)
  })

  const PUBLIC = allow({ Principal: '*' })
  it.each<[why: string, asked: AwsDecideRecord, outcome: string]>([
    ['set for the account', record(PUBLIC, { account: { RestrictPublicBuckets: true } }), 'denied'],
    ['not set', record(PUBLIC, { account: { RestrictPublicBuckets: false }, bucket: {} }), 'allowed'],
    [
      'other settings only',
      record(PUBLIC, { bucket: { BlockPublicPolicy: true, BlockPublicAcls: true, IgnorePublicAcls: true } }),
      'allowed',
    ],
    ['an anonymous caller', record(PUBLIC, ON, '*'), 'denied'],
    ['a service', record(PUBLIC, ON, 'logs.amazonaws.com'), 'allowed'],
    ['the owner account', record(PUBLIC, ON, `arn:aws:iam::${OURS}:user/ann`), 'allowed'],
  ])('%s', (_, asked, outcome) => {
    expect(disagreement(asked)).toBeNull()
    expect(decideAws(asked).outcome).toBe(outcome)
  })

  it('is the evidence and a layer of its own', () => {
    const { deniedBy, layers } = decideAws(record(PUBLIC, ON))
    expect(deniedBy.map((e) => e.kind)).toEqual(['public-access-block'])
    expect(layers.map((l) => [l.kind, l.outcome])).toContainEqual(['public-access-block', 'denied'])
  })
})
