import { describe, expect, it } from 'vitest'
import { arnPattern } from '../../../../src/policy/aws/arn.js'
import { parseCaller, somebodyOf, type Caller } from '../../../../src/policy/aws/caller.js'
import { awsCatalogue } from '../../../../src/policy/aws/catalogue.js'
import {
  boundByResourceControl,
  boundByServiceControl,
  isTrust,
  needsNoPermission,
  resourceMustAllow,
  routesFor,
  traitsOf,
} from '../../../../src/policy/aws/rulebook.js'

const OURS = '111122223333'
const caller = (text: string): Caller => {
  const found = parseCaller(text)
  if (found === null) throw new Error(`no caller: \`${text}\``)
  return found
}
const USER = caller(`arn:aws:iam::${OURS}:user/ann`)
const ROOT = caller(`arn:aws:iam::${OURS}:root`)
const SERVICE = caller('s3.amazonaws.com')
const ANYONE = caller('*')
const LINKED = caller(`arn:aws:iam::${OURS}:role/aws-service-role/x.amazonaws.com/y`)
const id = (action: string): number => awsCatalogue().idOf(action)

describe('routes: whose allows grant together', () => {
  it.each<[who: string, caller: Caller, action: string, sameAccount: boolean, mandatory: boolean, routes: string[]]>([
    [
      'a user at home',
      USER,
      's3:GetObject',
      true,
      false,
      ['direct', 'role boundary session', 'identity boundary session'],
    ],
    [
      'a user and a key',
      USER,
      'kms:Decrypt',
      true,
      true,
      ['direct', 'role boundary session', 'account identity boundary session'],
    ],
    ['a user abroad', USER, 's3:GetObject', false, false, ['any identity boundary session']],
    ['root at home', ROOT, 's3:GetObject', true, false, ['direct', 'boundary session']],
    ['root and a key', ROOT, 'kms:Decrypt', true, true, ['direct', 'any boundary session']],
    [
      'somebody of an account abroad',
      somebodyOf(OURS),
      's3:GetObject',
      false,
      false,
      ['any identity boundary session'],
    ],
    ['a service', SERVICE, 's3:GetObject', false, false, ['any']],
    ['anyone', ANYONE, 's3:GetObject', false, false, ['any']],
    ['a web login', caller('accounts.google.com'), 'sts:AssumeRoleWithWebIdentity', false, true, ['any']],
    ['a web login by SAML', caller('accounts.google.com'), 'sts:AssumeRoleWithSAML', false, true, []],
    ['a SAML login', caller(`arn:aws:iam::${OURS}:saml-provider/x`), 'sts:AssumeRoleWithSAML', false, true, ['any']],
  ])('%s', (_, by, action, sameAccount, mandatory, routes) => {
    const found = routesFor({ caller: by, action, actionId: id(action), sameAccount, mandatory })
    expect(found.map((route) => route.join(' '))).toEqual(routes)
  })
})

describe('what binds whom', () => {
  it.each<[caller: Caller, scp: boolean, rcp: boolean]>([
    [USER, true, true],
    [ROOT, true, true],
    [SERVICE, false, true],
    [ANYONE, false, true],
    [LINKED, false, false],
  ])('%o', (by, scp, rcp) => {
    expect(boundByServiceControl(by)).toBe(scp)
    expect(boundByResourceControl(by, traitsOf(id('s3:GetObject')), arnPattern('arn:aws:s3:::b/k'))).toBe(rcp)
  })

  it.each<[action: string, resource: string, bound: boolean]>([
    ['ec2:RunInstances', `arn:aws:ec2:eu-west-1:${OURS}:instance/*`, false],
    ['kms:RetireGrant', `arn:aws:kms:eu-west-1:${OURS}:key/k`, false],
    ['kms:Decrypt', `arn:aws:kms:eu-west-1:${OURS}:key/k`, true],
    ['sts:AssumeRole', `arn:aws:iam::${OURS}:role/aws-service-role/x.amazonaws.com/y`, false],
    ['sts:AssumeRole', `arn:aws:iam::${OURS}:role/y`, true],
  ])('resource control policies on %s of %s: %s', (action, resource, bound) => {
    expect(boundByResourceControl(USER, traitsOf(id(action)), arnPattern(resource))).toBe(bound)
  })

  it.each<[action: string, resource: string, must: boolean]>([
    ['kms:Decrypt', `arn:aws:kms:eu-west-1:${OURS}:key/k`, true],
    ['kms:Decrypt', `arn:aws:kms:eu-west-1:${OURS}:alias/k`, false],
    ['sts:AssumeRole', `arn:aws:iam::${OURS}:role/y`, true],
    ['iam:PassRole', `arn:aws:iam::${OURS}:role/y`, false],
    ['s3:GetObject', 'arn:aws:s3:::b/k', false],
  ])('must the policy of the resource allow %s on %s: %s', (action, resource, must) => {
    expect(resourceMustAllow(action, id(action), arnPattern(resource))).toBe(must)
  })

  it('a trust policy is the policy of a role', () => {
    expect(isTrust('sts:AssumeRole', arnPattern(`arn:aws:iam::${OURS}:role/y`))).toBe(true)
    expect(isTrust('iam:GetRole', arnPattern(`arn:aws:iam::${OURS}:user/y`))).toBe(false)
    expect(isTrust('s3:GetObject', arnPattern('*'))).toBe(false)
  })

  it('two calls need no permission', () => {
    expect(needsNoPermission(traitsOf(id('sts:GetCallerIdentity')), LINKED)).toBe(true)
    expect(needsNoPermission(traitsOf(id('sts:GetCallerIdentity')), ANYONE)).toBe(false)
    expect(needsNoPermission(traitsOf(id('sts:GetSessionToken')), USER)).toBe(true)
    expect(needsNoPermission(traitsOf(id('sts:GetSessionToken')), LINKED)).toBe(false)
    expect(needsNoPermission(traitsOf(id('s3:GetObject')), ROOT)).toBe(false)
  })
})
