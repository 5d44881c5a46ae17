import { describe, expect, it } from 'vitest'
import type { Explained } from '../../../../src/policy/cloud.js'
import { gcpMeaning } from '../../../../src/policy/gcp/index.js'
import {
  allow,
  type Binding,
  BUCKET,
  denial,
  factsWith,
  group,
  ORGANIZATION,
  OTHER_BUCKET,
  person,
  POOL,
  PROJECT,
  provider,
  VIEWER,
} from './world-facts.js'

const OBJECT = `${BUCKET}/objects/a/b.csv`
const GET = 'storage.objects.get'
const BOB = 'user:bob@vendor.example'
const TODAY = Date.UTC(2026, 10, 22)

const ask = (
  facts: ReturnType<typeof factsWith>,
  principal: string,
  more: { action?: string; resource?: string; context?: { [key: string]: string[] }; closedContext?: boolean } = {},
): Explained => {
  const { action = GET, resource = OBJECT, context = {}, closedContext = false } = more
  return gcpMeaning.explainer(facts, TODAY)({ principal, action, resource, context, closedContext })
}

describe('explain', () => {
  const bound = (...rest: Binding[]): ReturnType<typeof factsWith> => factsWith([['binding', PROJECT, allow(...rest)]])

  it.each([
    ['bob@vendor.example', 'allowed'],
    ['user:Bob@Vendor.Example', 'allowed'],
    ['principal://goog/subject/bob@vendor.example', 'allowed'],
    ['user:ann@vendor.example', 'denied'],
    ['public', 'denied'],
    ['domain:vendor.example', 'denied'],
  ])('%s: %s', (principal, expected) => {
    expect(ask(bound([VIEWER, [BOB]]), principal).outcome).toBe(expected)
  })

  it.each([
    ['domain:vendor.example', BOB, 'allowed'],
    ['domain:vendor.example', 'user:bob@sub.vendor.example', 'denied'],
    ['allAuthenticatedUsers', 'serviceAccount:x@y.iam.gserviceaccount.com', 'allowed'],
    ['allAuthenticatedUsers', 'public', 'denied'],
    ['allUsers', 'public', 'allowed'],
    [`principalSet://${POOL}/*`, `principal://${POOL}/subject/x`, 'allowed'],
  ])('a binding to %s for %s: %s', (member, principal, expected) => {
    expect(ask(bound([VIEWER, [member]]), principal).outcome).toBe(expected)
  })

  it('knows other spellings of resources and permissions', () => {
    const facts = bound([VIEWER, [BOB]])
    for (const resource of [
      '//storage.googleapis.com/b/objects/x',
      'gs://b/x',
      BUCKET,
      '//cloudresourcemanager.googleapis.com/projects/77',
      'projects/corp',
    ])
      expect(ask(facts, BOB, { resource }).outcome).toBe('allowed')
    expect(ask(facts, BOB, { action: 'storage.googleapis.com/objects.get' })).toMatchObject({
      action: GET,
      outcome: 'allowed',
    })
    expect(ask(facts, BOB, { resource: OTHER_BUCKET }).outcome).toBe('denied')
    expect(() => ask(facts, BOB, { action: 'storage' })).toThrow('is no permission')
    expect(() => ask(facts, 'somebody')).toThrow('is no principal')
  })

  it.each([
    ["resource.name.startsWith('projects/_/buckets/b/objects/a/')", 'allowed'],
    ["resource.name.startsWith('projects/_/buckets/b/objects/z/')", 'denied'],
    ["resource.type == 'storage.googleapis.com/Object'", 'allowed'],
    ["request.time < timestamp('2026-11-22T00:00:00Z')", 'denied'],
    ["request.time < timestamp('2026-12-01T00:00:00Z')", 'allowed'],
    ["request.time > timestamp('2026-12-01T00:00:00Z')", 'conditional'],
    ["'l' in request.auth.access_levels", 'conditional'],
    ['unheard.of(', 'unknown'],
  ])('under the condition %s: %s', (expression, expected) => {
    expect(ask(bound([VIEWER, [BOB], expression]), BOB).outcome).toBe(expected)
  })

  it('closes what the context gives, and all else if asked to', () => {
    const facts = bound([VIEWER, [BOB], "'l' in request.auth.access_levels"])
    expect(ask(facts, BOB, { context: { accessLevel: ['l'] } }).outcome).toBe('allowed')
    expect(ask(facts, BOB, { context: { accessLevel: ['k'] } }).outcome).toBe('denied')
    expect(ask(facts, BOB, { closedContext: true }).outcome).toBe('denied')
  })

  it('is not known for somebody who may be in a group that was not read', () => {
    const facts = bound([VIEWER, ['group:g@corp.example']])
    expect(ask(facts, BOB).outcome).toBe('unknown')
    expect(ask(facts, 'public').outcome).toBe('denied')
    expect(ask(facts, BOB, { action: 'storage.buckets.delete' }).outcome).toBe('denied')
    const read = factsWith(
      [['binding', PROJECT, allow([VIEWER, ['group:g@corp.example']])]],
      [group('g@corp.example', true), person('bob@vendor.example')],
      [[BOB, 'group:g@corp.example']],
    )
    expect(ask(read, BOB).outcome).toBe('allowed')
    expect(ask(read, 'user:ann@vendor.example').outcome).toBe('denied')
  })

  it('names the layer that denies, and each layer that has a say', () => {
    const rule = {
      deniedPrincipals: ['principalSet://goog/public:all'],
      deniedPermissions: ['storage.googleapis.com/objects.get'],
    }
    const found = ask(
      factsWith([
        ['deny-policy', ORGANIZATION, denial(rule)],
        ['binding', PROJECT, allow([VIEWER, [BOB]])],
      ]),
      BOB,
    )
    expect(found.deniedBy.map(({ kind }) => kind)).toEqual(['deny-policy'])
    expect(found.layers.map(({ kind, outcome }) => `${kind} ${outcome}`)).toEqual([
      'deny-policy denied',
      'binding allowed',
    ])
    expect(ask(bound([VIEWER, [BOB]]), 'public').deniedBy).toMatchObject([
      { kind: 'binding', statement: null, document: `${OBJECT}#iamPolicy` },
    ])
  })

  it('keeps somebody outside a perimeter out, and asks ours to be inside', () => {
    const status = { resources: ['projects/77'], restrictedServices: ['storage.googleapis.com'] }
    const facts = factsWith([
      ['perimeter', ORGANIZATION, { status }, 'accessPolicies/1/servicePerimeters/p'],
      ['binding', PROJECT, allow([VIEWER, [BOB, 'user:eva@corp.example']])],
    ])
    expect(ask(facts, BOB)).toMatchObject({ outcome: 'denied', deniedBy: [{ kind: 'perimeter' }] })
    expect(ask(facts, 'user:eva@corp.example')).toMatchObject({
      outcome: 'conditional',
      ways: [[[{ key: 'perimeter' }]]],
    })
  })

  it('answers for logins that a pool lets in', () => {
    const github = provider('gh', {
      issuer: 'https://token.actions.githubusercontent.com',
      attributeMapping: { 'google.subject': 'assertion.sub', 'attribute.repository': 'assertion.repository' },
    })
    const facts = factsWith(
      [['binding', PROJECT, allow([VIEWER, [`principalSet://${POOL}/attribute.repository/a/b`]])]],
      [github],
    )
    expect(ask(facts, 'oidc:https://token.actions.githubusercontent.com#repo:a/b:ref:refs/heads/main').outcome).toBe(
      'allowed',
    )
    expect(ask(facts, 'oidc:https://token.actions.githubusercontent.com#repo:a/c:ref:refs/heads/main').outcome).toBe(
      'denied',
    )
  })
})

describe('questions about grants', () => {
  it.each([
    ['storage.objects.get', true],
    ['iam.googleapis.com/workloadIdentityPoolProviders.update', true],
    ['s3:GetObject', false],
    ['Microsoft.Storage/storageAccounts/read', false],
    ['sts.amazonaws.com', true],
  ])('%s is a permission of this cloud: %s', (text, expected) => {
    expect(gcpMeaning.ownsAction(text)).toBe(expected)
  })

  it.each([
    ['//storage.googleapis.com/projects/_/buckets/b', true],
    ['serviceAccount:a@b.iam.gserviceaccount.com', true],
    ['principalSet://goog/public:all', true],
    ['organizations/2', true],
    ['/subscriptions/x', false],
    ['arn:aws:s3:::b', false],
  ])('%s is an id of this cloud: %s', (text, expected) => {
    expect(gcpMeaning.ownsId(text)).toBe(expected)
  })

  it('takes away what is granted anyway', () => {
    expect(gcpMeaning.actionsLeft([['a.b.get', 'a.b.list'], ['a.b.create']], [['a.b.list']], BUCKET, null)).toEqual([
      { actions: ['a.b.create', 'a.b.get'], access: ['read', 'write'], data: false },
    ])
    expect(gcpMeaning.actionsLeft([['a.b.get']], [['a.b.get']], BUCKET, null)).toEqual([])
  })
})
