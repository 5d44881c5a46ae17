// A tenant with role assignments and an organization with bindings, in the shapes that the clouds' tools print.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const TENANT = '0a0b0c0d-0000-4000-8000-00000000000a'
const OTHER = '0a0b0c0d-0000-4000-8000-00000000000b'
const READER = 'acdd72a7-3385-48ef-bd42-f606fba81ae7'
const BLOBS = '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1'

const guid = (kind, n) => `${kind}0000000-0000-4000-8000-${String(n).padStart(12, '0')}`

/** `assignments` role assignments: a quarter on groups, a quarter of guests and outside applications, one deny for every hundred. */
export function writeTenant(folder, assignments) {
  const at = join(folder, TENANT)
  mkdirSync(at, { recursive: true })
  const write = (name, value) => writeFileSync(join(at, `${name}.json`), JSON.stringify({ value }))
  const subscriptions = Math.max(1, Math.round(assignments / 500))
  const principals = Math.max(4, Math.round(assignments / 4))
  const subscription = (n) => `/subscriptions/${guid('5', n % subscriptions)}`
  const group = (n) => `${subscription(n)}/resourceGroups/rg-${n % 20}`
  const account = (n) => `${group(n)}/providers/Microsoft.Storage/storageAccounts/data${n % subscriptions}x${n % 20}`
  const scopes = [subscription, group, account]
  const count = (n, make) => Array.from({ length: n }, (_, i) => make(i))
  write('organization', [
    { id: TENANT, displayName: 'Big', verifiedDomains: [{ name: 'big.example', isDefault: true }] },
  ])
  write(
    'subscriptions',
    count(subscriptions, (i) => ({
      id: subscription(i),
      subscriptionId: guid('5', i),
      tenantId: TENANT,
      displayName: `s${i}`,
      state: 'Enabled',
    })),
  )
  write(
    'users',
    count(principals, (i) => ({
      id: guid('1', i),
      displayName: `u${i}`,
      userPrincipalName: i % 4 === 0 ? `u${i}_v${i % 50}.example#EXT#@big.onmicrosoft.com` : `u${i}@big.example`,
      mail: i % 4 === 0 ? `u${i}@v${i % 50}.example` : `u${i}@big.example`,
      userType: i % 4 === 0 ? 'Guest' : 'Member',
      accountEnabled: true,
    })),
  )
  write(
    'groups',
    count(Math.ceil(principals / 10), (i) => ({
      id: guid('2', i),
      displayName: `g${i}`,
      securityEnabled: true,
      groupTypes: [],
      members: count(10, (k) => ({ '@odata.type': '#microsoft.graph.user', id: guid('1', (i * 10 + k) % principals) })),
    })),
  )
  write(
    'servicePrincipals',
    count(Math.ceil(principals / 10), (i) => ({
      id: guid('3', i),
      appId: guid('4', i),
      displayName: `a${i}`,
      appOwnerOrganizationId: i % 3 === 0 ? OTHER : TENANT,
      servicePrincipalType: 'Application',
      accountEnabled: true,
    })),
  )
  const role = (id, name, actions, dataActions) => ({
    id: `/providers/Microsoft.Authorization/roleDefinitions/${id}`,
    type: 'Microsoft.Authorization/roleDefinitions',
    name: id,
    properties: {
      roleName: name,
      type: 'BuiltInRole',
      assignableScopes: ['/'],
      permissions: [{ actions, notActions: [], dataActions, notDataActions: [] }],
    },
  })
  write('roleDefinitions', [
    role(READER, 'Reader', ['*/read'], []),
    role(
      BLOBS,
      'Storage Blob Data Reader',
      ['Microsoft.Storage/storageAccounts/blobServices/containers/read'],
      ['Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'],
    ),
  ])
  write(
    'roleAssignments',
    count(assignments, (i) => {
      const scope = scopes[i % 3](i)
      const principal =
        i % 4 === 0
          ? guid('2', i % Math.ceil(principals / 10))
          : i % 4 === 1
            ? guid('3', i % Math.ceil(principals / 10))
            : guid('1', i % principals)
      return {
        id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${guid('6', i)}`,
        type: 'Microsoft.Authorization/roleAssignments',
        name: guid('6', i),
        properties: {
          roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${i % 2 === 0 ? READER : BLOBS}`,
          principalId: principal,
          principalType: i % 4 === 0 ? 'Group' : i % 4 === 1 ? 'ServicePrincipal' : 'User',
          scope,
        },
      }
    }),
  )
  write(
    'denyAssignments',
    count(Math.ceil(assignments / 100), (i) => ({
      id: `${group(i)}/providers/Microsoft.Authorization/denyAssignments/${guid('7', i)}`,
      type: 'Microsoft.Authorization/denyAssignments',
      name: guid('7', i),
      properties: {
        denyAssignmentName: `d${i}`,
        permissions: [{ actions: ['*/delete'], notActions: [], dataActions: [], notDataActions: [] }],
        scope: group(i),
        doNotApplyToChildScopes: false,
        principals: [{ id: guid('0', 0).replace(/./g, (c) => (c === '-' ? '-' : '0')), type: 'SystemDefined' }],
        excludePrincipals: [],
        isSystemProtected: true,
      },
    })),
  )
}

/** `bindings` pairs of role and members, over projects and buckets, a third of them for outsiders, a tenth under a condition. */
export function writeOrganization(folder, bindings) {
  const at = join(folder, 'gcp')
  mkdirSync(at, { recursive: true })
  const crm = '//cloudresourcemanager.googleapis.com/'
  const organization = 'organizations/900000000001'
  const projects = Math.max(1, Math.round(bindings / 250))
  const buckets = Math.max(1, Math.round(bindings / 10))
  const number = (p) => 910000000000 + p
  const resources = [
    {
      name: crm + organization,
      assetType: 'cloudresourcemanager.googleapis.com/Organization',
      resource: { version: 'v1', data: { name: organization, displayName: 'big.example' } },
      ancestors: [organization],
    },
  ]
  const policies = []
  const member = (i) =>
    i % 3 === 0
      ? `user:u${i % 500}@v${i % 50}.example`
      : i % 3 === 1
        ? `user:u${i % 5000}@big.example`
        : `serviceAccount:s${i % 200}@p${i % projects}.iam.gserviceaccount.com`
  const binding = (i) => ({
    role: i % 2 === 0 ? 'roles/storage.objectViewer' : 'roles/storage.objectAdmin',
    members: [member(i)],
    ...(i % 10 === 0
      ? { condition: { title: 't', expression: `request.time < timestamp("20${30 + (i % 60)}-01-01T00:00:00Z")` } }
      : {}),
  })
  for (let p = 0; p < projects; p++) {
    const ancestors = [`projects/${number(p)}`, organization]
    resources.push({
      name: `${crm}projects/p${p}`,
      assetType: 'cloudresourcemanager.googleapis.com/Project',
      resource: {
        version: 'v1',
        data: { projectId: `p${p}`, projectNumber: String(number(p)), name: `p${p}`, lifecycleState: 'ACTIVE' },
      },
      ancestors,
    })
  }
  for (let b = 0; b < buckets; b++) {
    const ancestors = [`projects/${number(b % projects)}`, organization]
    resources.push({
      name: `//storage.googleapis.com/b${b}`,
      assetType: 'storage.googleapis.com/Bucket',
      resource: {
        version: 'v1',
        data: { name: `b${b}`, iamConfiguration: { uniformBucketLevelAccess: { enabled: true } } },
      },
      ancestors,
    })
    policies.push({
      name: `//storage.googleapis.com/b${b}`,
      assetType: 'storage.googleapis.com/Bucket',
      iamPolicy: { version: 3, bindings: Array.from({ length: 10 }, (_, k) => binding(b * 10 + k)) },
      ancestors,
    })
  }
  const lines = (rows) => rows.map((row) => JSON.stringify(row)).join('\n') + '\n'
  writeFileSync(join(at, 'resource.ndjson'), lines(resources))
  writeFileSync(join(at, 'iam-policy.ndjson'), lines(policies))
  const viewer = ['resourcemanager.projects.get', 'storage.objects.get', 'storage.objects.list']
  writeFileSync(
    join(at, 'roles.json'),
    JSON.stringify({
      roles: [
        { name: 'roles/storage.objectViewer', includedPermissions: viewer },
        {
          name: 'roles/storage.objectAdmin',
          includedPermissions: [...viewer, 'storage.objects.create', 'storage.objects.delete'],
        },
      ],
    }),
  )
}
