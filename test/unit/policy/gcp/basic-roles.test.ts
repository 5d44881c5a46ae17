import { describe, expect, it } from 'vitest'
import { deriveGcp, gcpMeaning } from '../../../../src/policy/gcp/index.js'
import { basicRoleLacks, basicRolePermissions } from '../../../../src/policy/gcp/roles.js'
import { ACCOUNT, allow, BUCKET, denial, factsWith, ORGANIZATION, PROJECT, VIEWER } from './world-facts.js'

const TODAY = Date.UTC(2026, 10, 22)
const BOB = 'user:bob@vendor.example'
const EVA = 'user:eva@corp.example'

describe('a basic role that nobody read', () => {
  // As Google's pages say of each permission.
  it.each([
    ['roles/owner', 'resourcemanager.projects.setIamPolicy', PROJECT, 'allowed'],
    ['roles/owner', 'iam.serviceAccountKeys.create', ACCOUNT, 'allowed'],
    ['roles/owner', 'pubsub.topics.publish', PROJECT, 'allowed'],
    ['roles/owner', 'secretmanager.versions.access', PROJECT, 'allowed'],
    ['roles/owner', 'somethingnew.things.create', PROJECT, 'unknown'],
    ['roles/owner', 'storage.objects.get', BUCKET, 'denied'],
    ['roles/owner', 'iam.serviceAccounts.getAccessToken', ACCOUNT, 'denied'],
    ['roles/editor', 'resourcemanager.projects.setIamPolicy', PROJECT, 'denied'],
    ['roles/editor', 'iam.serviceAccounts.actAs', ACCOUNT, 'allowed'],
    ['roles/editor', 'secretmanager.versions.access', PROJECT, 'unknown'],
    ['roles/viewer', 'storage.buckets.list', PROJECT, 'allowed'],
    ['roles/viewer', 'pubsub.topics.publish', PROJECT, 'unknown'],
    ['roles/viewer', 'storage.objects.get', BUCKET, 'denied'],
  ])('%s and %s on %s: %s', (role, action, resource, expected) => {
    const facts = factsWith([['binding', PROJECT, allow([role, [BOB]])]])
    const asked = { principal: BOB, action, resource, context: {}, closedContext: false }
    expect(gcpMeaning.explainer(facts, TODAY)(asked).outcome).toBe(expected)
  })

  it('is access of known meaning, and more of unknown meaning', () => {
    const found = deriveGcp(factsWith([['binding', PROJECT, allow(['roles/owner', [BOB]])]])).accesses
    expect(found.map((g) => [g.unknown, g.actions.includes('resourcemanager.projects.setIamPolicy')])).toEqual([
      [true, false],
      [false, true],
    ])
  })

  it('is known as a whole where the snapshot lists its permissions', () => {
    const role = { name: 'roles/viewer', includedPermissions: ['resourcemanager.projects.get'] }
    const facts = factsWith([
      [null, '', role, 'roles/viewer'],
      ['binding', PROJECT, allow(['roles/viewer', [BOB]])],
    ])
    expect(deriveGcp(facts).accesses).toMatchObject([{ unknown: false, actions: ['resourcemanager.projects.get'] }])
  })

  it('has what the one below it has, each permission once, and nothing that it lacks', () => {
    const [viewer, editor, owner] = ['roles/viewer', 'roles/editor', 'roles/owner'].map(
      (role) => basicRolePermissions(role) ?? [],
    )
    expect(editor).toEqual(expect.arrayContaining([...(viewer ?? [])]))
    expect(owner).toEqual(expect.arrayContaining([...(editor ?? [])]))
    expect(new Set(owner).size).toBe(owner?.length)
    expect(owner?.filter((permission) => basicRoleLacks('roles/owner', permission))).toEqual([])
    expect(editor?.filter((permission) => basicRoleLacks('roles/editor', permission))).toEqual([])
    expect(basicRolePermissions('roles/browser')).toBeNull()
  })
})

describe('a custom role', () => {
  it.each([
    ['DISABLED', false, []],
    ['GA', true, []],
    ['DEPRECATED', false, [['storage.objects.get']]],
  ])('in the stage %s, deleted: %s', (stage, deleted, expected) => {
    const role = { includedPermissions: ['storage.objects.get'], stage, deleted }
    const facts = factsWith([
      [null, '', role, 'organizations/1/roles/r'],
      ['binding', BUCKET, allow(['organizations/1/roles/r', [BOB]])],
    ])
    expect(deriveGcp(facts).accesses.map(({ actions }) => actions)).toEqual(expected)
  })
})

describe('the accounts of a customer', () => {
  it.each([
    ['C1', EVA, 'denied'],
    ['C1', 'domain:corp.example', 'denied'],
    ['C1', BOB, 'allowed'],
    ['C1', ACCOUNT, 'allowed'],
    ['C2', EVA, 'allowed'],
  ])('%s holds %s: %s', (customer, principal, expected) => {
    const rule = {
      deniedPrincipals: [`principalSet://goog/cloudIdentityCustomerId/${customer}`],
      deniedPermissions: ['storage.googleapis.com/objects.get'],
    }
    const facts = factsWith([
      ['deny-policy', ORGANIZATION, denial(rule)],
      ['binding', BUCKET, allow([VIEWER, [EVA, BOB, ACCOUNT, 'domain:corp.example']])],
    ])
    const asked = { principal, action: 'storage.objects.get', resource: BUCKET, context: {}, closedContext: false }
    expect(gcpMeaning.explainer(facts, TODAY)(asked).outcome).toBe(expected)
    const reached = deriveGcp(facts).accesses.filter((g) => g.principals.includes(principal))
    expect(reached.some((g) => g.actions.includes('storage.objects.get'))).toBe(expected === 'allowed')
  })
})
