/** A text that must be found nowhere. */
export const CANARY = 'CANARY-4f1d-must-not-be-kept'
export const ORGANIZATION = 'organizations/401827365910'
export const CRM = '//cloudresourcemanager.googleapis.com/'
export const FOLDER = 'folders/51'
export const WEB = { number: 'projects/22', id: 'corp-web' }
const DATA = { number: 'projects/23', id: 'corp-data' }
const RUNNER = 'runner@corp-web.iam.gserviceaccount.com'
export const TOPIC = 'projects/corp-web/topics/ev%2Fents 100%'

export const organization = {
  name: ORGANIZATION,
  displayName: 'corp.example',
  directoryCustomerId: 'C0corp',
  state: 'ACTIVE',
}
export const folder = { name: FOLDER, parent: ORGANIZATION, displayName: 'data', state: 'ACTIVE' }
export const web = { name: WEB.number, parent: ORGANIZATION, projectId: WEB.id, displayName: WEB.id, state: 'ACTIVE' }
export const data = { name: DATA.number, parent: FOLDER, projectId: DATA.id, displayName: DATA.id, state: 'ACTIVE' }
const inWeb = [WEB.number, ORGANIZATION]
const inData = [DATA.number, FOLDER, ORGANIZATION]

export function asset(name: string, assetType: string, ancestors: string[], content: object): object {
  return { name, assetType, ancestors, ...content }
}

export const bucket = {
  kind: 'storage#bucket',
  name: 'corp-drop',
  projectNumber: '23',
  acl: [{ entity: 'group-drop@vendor.example', role: 'READER' }],
}
export const account = {
  name: `projects/corp-web/serviceAccounts/${RUNNER}`,
  email: RUNNER,
  uniqueId: '1029',
  projectId: WEB.id,
}
export const key = { name: `${account.name}/keys/k1`, keyType: 'USER_MANAGED', privateKeyData: CANARY }
export const dataset = {
  kind: 'bigquery#dataset',
  datasetReference: { projectId: DATA.id, datasetId: 'sales' },
  access: [{ role: 'READER', groupByEmail: 'readers@vendor.example' }],
}
export const topic = { name: TOPIC }
export const secret = { name: 'projects/22/secrets/token', replication: { automatic: {} } }
export const cloudFunction = {
  name: 'projects/corp-web/locations/europe-west1/functions/hook',
  serviceConfig: { serviceAccountEmail: RUNNER, environmentVariables: { DB_PASSWORD: CANARY } },
}
export const runService = {
  name: 'projects/corp-web/locations/europe-west1/services/shop',
  template: { serviceAccount: RUNNER, containers: [{ env: [{ name: 'TOKEN', value: CANARY }] }] },
}
export const ring = { name: 'projects/corp-data/locations/europe/keyRings/main' }
export const cryptoKey = { name: `${ring.name}/cryptoKeys/files`, purpose: 'ENCRYPT_DECRYPT' }
export const repository = { name: 'projects/corp-web/locations/europe/repositories/images', format: 'DOCKER' }
export const subscription = { name: 'projects/corp-web/subscriptions/out', topic: TOPIC, state: 'ACTIVE' }
const instance = {
  kind: 'compute#instance',
  name: 'vm',
  selfLink: 'https://www.googleapis.com/compute/v1/projects/corp-web/zones/z/instances/vm',
  serviceAccounts: [{ email: RUNNER }],
  metadata: { items: [{ key: 'startup-script', value: `curl -H ${CANARY}` }] },
}
export const customRole = (name: string): object => ({
  name,
  title: 'custom',
  includedPermissions: ['storage.objects.get'],
})
export const roles = ['roles/viewer', 'roles/storage.objectViewer', 'roles/iam.serviceAccountTokenCreator'].map(
  (name) => ({
    name,
    title: name,
    includedPermissions: ['storage.objects.get', 'storage.objects.list'],
    stage: 'GA',
  }),
)

export const policies: [name: string, type: string, ancestors: string[], policy: object][] = [
  [
    `${CRM}${ORGANIZATION}`,
    'cloudresourcemanager.googleapis.com/Organization',
    [ORGANIZATION],
    allow('group:admins@corp.example', `${ORGANIZATION}/roles/look`),
  ],
  [
    `${CRM}${FOLDER}`,
    'cloudresourcemanager.googleapis.com/Folder',
    [FOLDER, ORGANIZATION],
    allow('domain:vendor.example'),
  ],
  [
    `${CRM}projects/corp-web`,
    'cloudresourcemanager.googleapis.com/Project',
    inWeb,
    allow('principalSet://iam.googleapis.com/projects/22/locations/global/workloadIdentityPools/ci/*'),
  ],
  [
    `${CRM}projects/corp-data`,
    'cloudresourcemanager.googleapis.com/Project',
    inData,
    allow('user:bob@vendor.example', 'projects/corp-data/roles/look'),
  ],
  [
    `//storage.googleapis.com/corp-drop`,
    'storage.googleapis.com/Bucket',
    inData,
    allow('allUsers', 'roles/storage.objectViewer'),
  ],
  [
    `//iam.googleapis.com/${account.name}`,
    'iam.googleapis.com/ServiceAccount',
    inWeb,
    allow('user:eve@vendor.example', 'roles/iam.serviceAccountTokenCreator'),
  ],
  [`//pubsub.googleapis.com/${TOPIC}`, 'pubsub.googleapis.com/Topic', inWeb, allow('group:readers@vendor.example')],
  [
    `//secretmanager.googleapis.com/${secret.name}`,
    'secretmanager.googleapis.com/Secret',
    inWeb,
    allow('user:carol@vendor.example'),
  ],
  [
    `//cloudfunctions.googleapis.com/${cloudFunction.name}`,
    'cloudfunctions.googleapis.com/Function',
    inWeb,
    allow('allAuthenticatedUsers'),
  ],
  [`//run.googleapis.com/${runService.name}`, 'run.googleapis.com/Service', inWeb, allow('allUsers')],
  [
    `//cloudkms.googleapis.com/${ring.name}`,
    'cloudkms.googleapis.com/KeyRing',
    inData,
    allow('user:dan@vendor.example'),
  ],
  [
    `//cloudkms.googleapis.com/${cryptoKey.name}`,
    'cloudkms.googleapis.com/CryptoKey',
    inData,
    allow('user:dan@vendor.example'),
  ],
  [
    `//artifactregistry.googleapis.com/${repository.name}`,
    'artifactregistry.googleapis.com/Repository',
    inWeb,
    allow('allUsers'),
  ],
  [
    `//pubsub.googleapis.com/${subscription.name}`,
    'pubsub.googleapis.com/Subscription',
    inWeb,
    allow('user:eve@vendor.example'),
  ],
]

function allow(member: string, role = 'roles/viewer'): object {
  return { version: 3, etag: 'BwX=', bindings: [{ role, members: [member] }] }
}

export const resources: object[] = [
  asset(`${CRM}${ORGANIZATION}`, 'cloudresourcemanager.googleapis.com/Organization', [ORGANIZATION], {
    resource: { data: organization },
  }),
  asset(`${CRM}${FOLDER}`, 'cloudresourcemanager.googleapis.com/Folder', [FOLDER, ORGANIZATION], {
    resource: { data: folder },
  }),
  asset(`${CRM}projects/corp-web`, 'cloudresourcemanager.googleapis.com/Project', inWeb, {
    resource: { data: { projectId: WEB.id, projectNumber: '22', lifecycleState: 'ACTIVE' } },
  }),
  asset(`${CRM}projects/corp-data`, 'cloudresourcemanager.googleapis.com/Project', inData, {
    resource: { data: { projectId: DATA.id, projectNumber: '23', lifecycleState: 'ACTIVE' } },
  }),
  asset('//storage.googleapis.com/corp-drop', 'storage.googleapis.com/Bucket', inData, { resource: { data: bucket } }),
  asset(`//iam.googleapis.com/${account.name}`, 'iam.googleapis.com/ServiceAccount', inWeb, {
    resource: { data: account },
  }),
  asset(`//iam.googleapis.com/${key.name}`, 'iam.googleapis.com/ServiceAccountKey', inWeb, { resource: { data: key } }),
  asset('//bigquery.googleapis.com/projects/corp-data/datasets/sales', 'bigquery.googleapis.com/Dataset', inData, {
    resource: { data: dataset },
  }),
  asset(`//cloudfunctions.googleapis.com/${cloudFunction.name}`, 'cloudfunctions.googleapis.com/Function', inWeb, {
    resource: { data: cloudFunction },
  }),
  asset(`//run.googleapis.com/${runService.name}`, 'run.googleapis.com/Service', inWeb, {
    resource: { data: runService },
  }),
  asset('//compute.googleapis.com/projects/corp-web/zones/z/instances/vm', 'compute.googleapis.com/Instance', inWeb, {
    resource: { data: instance },
  }),
]

export const perimeter = {
  name: 'accessPolicies/7/servicePerimeters/data',
  title: 'data',
  status: {
    resources: ['projects/23'],
    restrictedServices: ['storage.googleapis.com'],
    ingressPolicies: [
      { ingressFrom: { identities: ['group:partners@vendor.example'] }, ingressTo: { roles: ['roles/viewer'] } },
    ],
  },
  spec: { resources: ['projects/22', 'projects/23'] },
  useExplicitDryRunSpec: true,
}
export const accessPolicy = { name: 'accessPolicies/7', parent: ORGANIZATION, title: 'corp' }
export const level = { name: 'accessPolicies/7/accessLevels/office', title: 'office', basic: { conditions: [] } }
export const access: object[] = [
  asset(
    '//accesscontextmanager.googleapis.com/accessPolicies/7',
    'accesscontextmanager.googleapis.com/AccessPolicy',
    [ORGANIZATION],
    { accessPolicy },
  ),
  asset(
    `//accesscontextmanager.googleapis.com/${level.name}`,
    'accesscontextmanager.googleapis.com/AccessLevel',
    [ORGANIZATION],
    { accessLevel: level },
  ),
  asset(
    `//accesscontextmanager.googleapis.com/${perimeter.name}`,
    'accesscontextmanager.googleapis.com/ServicePerimeter',
    [ORGANIZATION],
    { servicePerimeter: perimeter },
  ),
]
export const constraint = {
  name: 'projects/23/policies/iam.disableServiceAccountKeyCreation',
  spec: { rules: [{ enforce: true }] },
}

export const attachment = (container: string): string => `cloudresourcemanager.googleapis.com/${container}`
const denied = (container: string, who: string): Record<string, unknown> => ({
  name: `policies/${encodeURIComponent(attachment(container))}/denypolicies/stop`,
  kind: 'DenyPolicy',
  displayName: 'stop',
  rules: [
    {
      denyRule: {
        deniedPrincipals: [who],
        deniedPermissions: ['storage.googleapis.com/buckets.delete'],
        aFieldOfTomorrow: true,
      },
    },
  ],
})
export const denyPolicies = [
  denied(ORGANIZATION, 'principalSet://goog/group/denied@vendor.example'),
  denied('projects/corp-data', 'principal://goog/subject/bob@vendor.example'),
]
export const boundary = {
  name: `${ORGANIZATION}/locations/global/principalAccessBoundaryPolicies/only-here`,
  displayName: 'only here',
  details: {
    rules: [{ resources: [`${CRM}${ORGANIZATION}`], effect: 'ALLOW', aFieldOfTomorrow: 1 }],
    enforcementVersion: '3',
  },
}
export const binding = {
  name: `${ORGANIZATION}/locations/global/policyBindings/everyone`,
  target: { principalSet: `${CRM}${ORGANIZATION}` },
  policyKind: 'PRINCIPAL_ACCESS_BOUNDARY',
  policy: boundary.name,
}
export const entitlement = {
  name: 'projects/corp-web/locations/global/entitlements/help',
  eligibleUsers: [{ principals: ['group:help@vendor.example'] }],
  privilegedAccess: { gcpIamAccess: { roleBindings: [{ role: 'roles/viewer' }] } },
}
export const pool = { name: 'projects/22/locations/global/workloadIdentityPools/ci', state: 'ACTIVE' }
export const provider = {
  name: `${pool.name}/providers/github`,
  state: 'ACTIVE',
  oidc: { issuerUri: 'https://token.actions.githubusercontent.com' },
}
export const workforce = { name: 'locations/global/workforcePools/people', parent: ORGANIZATION, state: 'ACTIVE' }
export const workforceProvider = {
  name: `${workforce.name}/providers/idp`,
  oidc: { issuerUri: 'https://idp.vendor.example', clientSecret: { value: { plainText: CANARY } } },
}

/** Members; the last of the first group is a group. */
export const GROUPS: Record<string, [name: string, ...members: [mail: string, type: string][]]> = {
  'admins@corp.example': ['groups/a1', ['ana@corp.example', 'USER'], ['inner@corp.example', 'GROUP']],
  'inner@corp.example': ['groups/a2', ['admins@corp.example', 'GROUP'], ['zoe@vendor.example', 'USER']],
  'drop@vendor.example': ['groups/a3', ['dan@vendor.example', 'USER']],
  'readers@vendor.example': ['groups/a4'],
  'partners@vendor.example': ['groups/a5', ['pat@vendor.example', 'USER']],
  'denied@vendor.example': ['groups/a6', ['den@vendor.example', 'USER']],
  'help@vendor.example': ['groups/a7', ['hal@vendor.example', 'USER']],
}
export const memberships = (mail: string): object[] => {
  const [name, ...members] = GROUPS[mail] ?? ['']
  return members.map(([id, type], at) => ({
    name: `${name}/memberships/${at}`,
    preferredMemberKey: { id },
    type,
    roles: [{ name: 'MEMBER' }],
  }))
}
export const group = (mail: string): object => ({
  name: GROUPS[mail]?.[0],
  groupKey: { id: mail },
  displayName: mail.split('@')[0],
})

/** What `gcloud` prints about the estate, as files: what no asset export tells. */
function beside(): Record<string, object> {
  return {
    'gcp/roles.json': [...roles, customRole(`${ORGANIZATION}/roles/look`), customRole('projects/corp-data/roles/look')],
    'gcp/organizations.json': [organization],
    'gcp/folders.json': [folder],
    'gcp/projects.json': [web, data],
    'gcp/deny-policies.json': denyPolicies,
    'gcp/principal-access-boundary-policies.json': [boundary],
    'gcp/policy-bindings.json': [binding],
    'gcp/entitlements.json': [entitlement],
    'gcp/workload-identity-pools.json': [pool],
    'gcp/workload-identity-pool-providers.json': [provider],
    'gcp/workforce-pools.json': [workforce],
    'gcp/workforce-pool-providers.json': [workforceProvider],
    'gcp/groups.json': Object.keys(GROUPS).map(group),
    ...Object.fromEntries(Object.keys(GROUPS).map((mail) => [`gcp/memberships/${mail}.json`, memberships(mail)])),
  }
}

export function dumpWithAssets(): Record<string, object> {
  return {
    ...beside(),
    'gcp/resource.json': resources,
    'gcp/assets/iam-policy/all.json': policies.map(([name, type, ancestors, iamPolicy]) =>
      asset(name, type, ancestors, { iamPolicy }),
    ),
    'gcp/access-policy.json': access,
  }
}

/** The same without the asset inventory: a list for each service, and allow policies one by one. */
export function dumpWithoutAssets(): Record<string, object> {
  return {
    ...beside(),
    'gcp/access-policies.json': [accessPolicy],
    'gcp/access-levels.json': [level],
    'gcp/service-perimeters.json': [perimeter],
    'gcp/org-policies.json': [constraint],
    'gcp/buckets.json': [bucket],
    'gcp/service-accounts.json': [account],
    'gcp/service-account-keys.json': [key],
    'gcp/x/datasets/sales.json': dataset,
    'gcp/topics.json': [topic],
    'gcp/subscriptions.json': [subscription],
    'gcp/secrets.json': [secret],
    'gcp/functions.json': [cloudFunction],
    'gcp/run-services.json': [runService],
    'gcp/key-rings.json': [ring],
    'gcp/crypto-keys.json': [cryptoKey],
    'gcp/artifact-repositories.json': [repository],
    ...Object.fromEntries(
      policies.map(([name, , , policy]) => [
        `gcp/get-iam-policy/${encodeURIComponent(name.replace('storage.googleapis.com/', 'storage.googleapis.com/projects/_/buckets/'))}.json`,
        policy,
      ]),
    ),
  }
}
