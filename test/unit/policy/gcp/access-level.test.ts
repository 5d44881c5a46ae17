import { describe, expect, it } from 'vitest'
import type { Json } from '../../../../src/model/index.js'
import { deriveGcp, gcpMeaning } from '../../../../src/policy/gcp/index.js'
import { allow, type Binding, BUCKET, factsWith, ORGANIZATION, PROJECT, VIEWER } from './world-facts.js'

const GET = 'storage.objects.get'
const TODAY = Date.UTC(2026, 10, 22)
const BOB = 'user:bob@vendor.example'
const ANN = 'user:ann@vendor.example'
const LEVEL = 'accessPolicies/1/accessLevels/l'
const OTHER_LEVEL = 'accessPolicies/1/accessLevels/other'

const guarded = (level: Json, other: Json, ...bindings: Binding[]): ReturnType<typeof factsWith> => {
  const status = {
    resources: ['projects/77'],
    restrictedServices: ['storage.googleapis.com'],
    accessLevels: [LEVEL],
  }
  return factsWith([
    [null, '', level, LEVEL],
    [null, '', other, OTHER_LEVEL],
    ['perimeter', ORGANIZATION, { status }, 'accessPolicies/1/servicePerimeters/p'],
    ['binding', BUCKET, allow(...bindings)],
  ])
}

const basic = (...conditions: Json[]): Json => ({ basic: { conditions } })
const ADDRESS = { ipSubnetworks: ['192.0.2.0/24'] }

describe('an access level of a perimeter', () => {
  it.each<[Json, Json, string, string]>([
    [basic({ members: [BOB] }), {}, BOB, 'allowed'],
    [basic({ members: ['user:Bob@Vendor.example'] }), {}, BOB, 'allowed'],
    [basic({ members: [BOB] }), {}, ANN, 'denied'],
    [basic({ members: [BOB], negate: true }), {}, ANN, 'allowed'],
    [basic({ members: [BOB], negate: true }), {}, BOB, 'denied'],
    [basic({ members: [BOB], ...ADDRESS }), {}, BOB, 'conditional'],
    [basic({ members: [BOB], ...ADDRESS }), {}, ANN, 'denied'],
    [basic({ members: [BOB], ...ADDRESS, negate: true }), {}, ANN, 'allowed'],
    [basic({ members: [BOB] }, ADDRESS), {}, ANN, 'denied'],
    [{ basic: { conditions: [{ members: [BOB] }, ADDRESS], combiningFunction: 'OR' } }, {}, ANN, 'conditional'],
    [{ basic: { conditions: [{ members: [BOB] }, ADDRESS], combiningFunction: 'OR' } }, {}, BOB, 'allowed'],
    [basic({ requiredAccessLevels: [OTHER_LEVEL] }), basic({ members: [BOB] }), BOB, 'allowed'],
    [basic({ requiredAccessLevels: [OTHER_LEVEL] }), basic({ members: [BOB] }), ANN, 'denied'],
    [basic({ requiredAccessLevels: [LEVEL] }), {}, BOB, 'conditional'],
    [{ custom: { expr: { expression: 'true' } } }, {}, BOB, 'conditional'],
    [{}, {}, BOB, 'conditional'],
  ])('%j (the other %j) for %s: %s', (level, other, principal, expected) => {
    const facts = guarded(level, other, [VIEWER, [BOB, ANN]])
    const asked = { principal, action: GET, resource: BUCKET, context: {}, closedContext: false }
    const found = gcpMeaning.explainer(facts, TODAY)(asked)
    expect(found.outcome).toBe(expected)
    if (expected === 'denied') expect(found.deniedBy.map(({ kind }) => kind)).toEqual(['perimeter'])
    const grants = deriveGcp(facts).accesses.filter((g) => g.principals.includes(principal))
    expect(grants.map((g) => g.remaining.length > 0).length).toBe(1)
    const keys = grants.flatMap((g) => g.remaining.flat().map(({ key }) => key))
    expect(keys.includes('accessLevel')).toBe(expected === 'conditional')
    expect(keys.includes('perimeter')).toBe(expected !== 'allowed')
  })

  it('stays open for a domain, of which somebody may be listed', () => {
    const facts = guarded(basic({ members: [BOB] }), {}, [VIEWER, ['domain:vendor.example']])
    const [found] = deriveGcp(facts).accesses
    expect(found?.remaining.flat().map(({ key }) => key)).toContain('accessLevel')
  })

  it('of an ingress rule lets in whom it lists', () => {
    const rule = {
      ingressFrom: { identityType: 'ANY_IDENTITY', sources: [{ accessLevel: LEVEL }] },
      ingressTo: { operations: [{ serviceName: '*' }], resources: ['*'] },
    }
    const status = {
      resources: ['projects/77'],
      restrictedServices: ['storage.googleapis.com'],
      ingressPolicies: [rule],
    }
    const facts = factsWith([
      [null, '', basic({ members: [BOB] }), LEVEL],
      ['perimeter', ORGANIZATION, { status }, 'accessPolicies/1/servicePerimeters/p'],
      ['binding', PROJECT, allow([VIEWER, [BOB, ANN]])],
    ])
    const explain = gcpMeaning.explainer(facts, TODAY)
    const asked = { action: GET, resource: BUCKET, context: {}, closedContext: false }
    expect([BOB, ANN].map((principal) => explain({ ...asked, principal }).outcome)).toEqual(['allowed', 'denied'])
  })
})
