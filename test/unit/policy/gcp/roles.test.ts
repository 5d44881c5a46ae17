import { describe, expect, it } from 'vitest'
import { accessOf, isData } from '../../../../src/policy/gcp/actions.js'
import { decideGcp } from '../../../../src/policy/gcp/index.js'
import { canonicalMember } from '../../../../src/policy/gcp/member.js'
import { fullPermission, namesPermission } from '../../../../src/policy/gcp/permission.js'
import { PREDEFINED_ROLES } from '../../../../src/policy/gcp/role-data.js'
import { rolePermissions } from '../../../../src/policy/gcp/roles.js'
import { isServiceAgent } from '../../../../src/policy/gcp/service-agents.js'

const can = (role: string, permission: string): string =>
  decideGcp({
    id: '1',
    cloud: 'gcp',
    request: {
      principal: 'user:a@example.com',
      permission,
      resource: '//storage.googleapis.com/projects/_/buckets/b',
      ancestors: [],
    },
    allow: {
      '//storage.googleapis.com/projects/_/buckets/b': { bindings: [{ role, members: ['user:a@example.com'] }] },
    },
  }).outcome

describe('predefined roles', () => {
  it('each expands to permissions, once each', () => {
    for (const role of PREDEFINED_ROLES.keys()) {
      const permissions = rolePermissions(role) ?? []
      expect(permissions.length, role).toBeGreaterThan(0)
      expect(new Set(permissions).size, role).toBe(permissions.length)
      for (const permission of permissions)
        expect(permission, role).toMatch(/^[a-z0-9.]+[./][a-zA-Z0-9]+\.[a-zA-Z0-9]+$/)
    }
  })

  // As the pages of the roles say, one line per claim.
  it.each([
    ['roles/storage.objectViewer', 'storage.objects.get', 'allowed'],
    ['roles/storage.objectViewer', 'storage.objects.create', 'denied'],
    ['roles/storage.objectCreator', 'storage.objects.create', 'allowed'],
    ['roles/storage.objectCreator', 'storage.objects.get', 'denied'],
    ['roles/storage.legacyBucketReader', 'storage.objects.list', 'allowed'],
    ['roles/storage.legacyBucketReader', 'storage.objects.get', 'denied'],
    ['roles/bigquery.dataViewer', 'bigquery.tables.getData', 'allowed'],
    ['roles/bigquery.jobUser', 'bigquery.tables.getData', 'denied'],
    ['roles/iam.serviceAccountUser', 'iam.serviceAccounts.getAccessToken', 'denied'],
    ['roles/iam.serviceAccountTokenCreator', 'iam.serviceAccounts.getAccessToken', 'allowed'],
    ['roles/iam.workloadIdentityUser', 'iam.serviceAccounts.getAccessToken', 'allowed'],
    ['roles/secretmanager.viewer', 'secretmanager.versions.access', 'denied'],
    ['roles/secretmanager.secretAccessor', 'secretmanager.versions.access', 'allowed'],
    ['roles/owner', 'storage.objects.get', 'unknown'],
    ['projects/p/roles/own', 'storage.objects.get', 'unknown'],
  ])('%s and %s: %s', (role, permission, expected) => {
    expect(can(role, permission)).toBe(expected)
  })
})

describe('names', () => {
  it.each([
    ['storage.objects.get', 'storage.googleapis.com/objects.get'],
    ['resourcemanager.projects.get', 'cloudresourcemanager.googleapis.com/projects.get'],
    ['iam.googleapis.com/workloadIdentityPools.get', 'iam.googleapis.com/workloadIdentityPools.get'],
  ])('%s is %s in full', (permission, full) => {
    expect(fullPermission(permission)).toBe(full)
  })

  it.each([
    ['storage.googleapis.com/objects.*', 'storage.objects.get', true],
    ['storage.googleapis.com/*.get', 'storage.objects.get', true],
    ['storage.googleapis.com/*', 'storage.objects.get', true],
    ['storage.googleapis.com/objects.*', 'storage.buckets.get', false],
    ['storage.googleapis.com/objects.get', 'storage.objects.getIamPolicy', false],
    ['compute.googleapis.com/*', 'storage.objects.get', false],
  ])('%s names %s: %s', (pattern, permission, expected) => {
    expect(namesPermission(pattern, permission)).toBe(expected)
  })

  it.each([
    ['user:A@Example.com', 'user:a@example.com'],
    ['principalSet://goog/group/G@example.com', 'group:g@example.com'],
    [
      'principal://iam.googleapis.com/projects/-/serviceAccounts/x@p.iam.gserviceaccount.com',
      'serviceAccount:x@p.iam.gserviceaccount.com',
    ],
    ['principalSet://goog/public:all', 'allUsers'],
    [
      'principal://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/subject/A',
      'principal://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/subject/A',
    ],
  ])('%s is %s', (identifier, member) => {
    expect(canonicalMember(identifier)).toBe(member)
  })

  it.each([
    ['service-1@gcp-sa-pubsub.iam.gserviceaccount.com', true],
    ['service-1@compute-system.iam.gserviceaccount.com', true],
    ['1@cloudservices.gserviceaccount.com', true],
    ['bq-1@bigquery-encryption.iam.gserviceaccount.com', true],
    ['project-1@storage-transfer-service.iam.gserviceaccount.com', true],
    ['service-agent-manager@system.gserviceaccount.com', true],
    ['cloud-storage-analytics@google.com', true],
    ['anybody@google.com', false],
    ['anybody@compute-system.iam.gserviceaccount.com', false],
    ['1-compute@developer.gserviceaccount.com', false],
    ['p@appspot.gserviceaccount.com', false],
    ['1@cloudbuild.gserviceaccount.com', false],
    ['agent@gcp-tools.iam.gserviceaccount.com', false],
    ['service-1@notiam.gserviceaccount.com', false],
  ])('%s is an agent of Google: %s', (mail, expected) => {
    expect(isServiceAgent(mail)).toBe(expected)
  })

  it.each([
    ['storage.objects.get', 'read', true],
    ['storage.objects.list', 'list', false],
    ['storage.objects.create', 'write', true],
    ['storage.buckets.setIamPolicy', 'permissions', false],
    ['resourcemanager.tagValueBindings.create', 'tag', false],
    ['iam.serviceAccounts.getAccessToken', 'write', false],
    ['iam.roles.update', 'permissions', false],
    ['bigquery.tables.getData', 'read', true],
    ['pubsub.topics.publish', 'write', true],
    ['cloudkms.cryptoKeyVersions.useToDecrypt', 'read', true],
  ])('%s is %s, data: %s', (permission, access, data) => {
    expect([accessOf(permission), isData(permission)]).toEqual([access, data])
  })
})
