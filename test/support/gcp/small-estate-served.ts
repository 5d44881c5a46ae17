import type { GoogleServerOptions, ServedList } from './google-server.js'
import {
  CRM,
  FOLDER,
  GROUPS,
  WEB,
  access,
  accessPolicy,
  account,
  asset,
  attachment,
  binding,
  boundary,
  bucket,
  cloudFunction,
  constraint,
  cryptoKey,
  customRole,
  data,
  dataset,
  denyPolicies,
  entitlement,
  folder,
  group,
  key,
  level,
  memberships,
  organization,
  perimeter,
  policies,
  pool,
  provider,
  repository,
  resources,
  ring,
  roles,
  runService,
  secret,
  subscription,
  topic,
  web,
  workforce,
  workforceProvider,
  ORGANIZATION,
} from './small-estate.js'

function list(field: string, ...items: object[]): ServedList {
  return { field, items }
}

/** Paths of lists of which this estate has nothing. */
const EMPTY = [
  /\/(folders|projects|roles|denypolicies|policyBindings|principalAccessBoundaryPolicies|entitlements|policies)$/,
  /\/(workloadIdentityPools|workforcePools|providers|assets|accessPolicies|accessLevels|servicePerimeters)$/,
  /\/(serviceAccounts|keys|topics|subscriptions|secrets|functions|services|keyRings|cryptoKeys|repositories)$/,
  /\/(datasets|locations|b|memberships|billingAccounts)$/,
]

/** How Google's APIs serve the estate. */
export function served(): GoogleServerOptions & { lists: Record<string, ServedList>; things: Record<string, object> } {
  const iamPolicies = policies.map(([name, type, ancestors, iamPolicy]) => asset(name, type, ancestors, { iamPolicy }))
  const crm = 'cloudresourcemanager.googleapis.com/v3'
  const assets = (scope: string, content: string): string =>
    `cloudasset.googleapis.com/v1/${scope}/assets?contentType=${content}`
  const ofWeb = (items: object[]): object[] =>
    items.filter((item) => JSON.stringify(item).includes(`"ancestors":["${WEB.number}"`))
  const policyOf = (name: string): object => policies.find(([of]) => of === name)?.[3] ?? {}
  const v1 = (item: { name: string }, host: string, version = 'v1'): [string, object] => [
    `${host}/${version}/${item.name}:getIamPolicy`,
    policyOf(`//${host}/${item.name}`),
  ]
  return {
    empty: EMPTY,
    lists: {
      [`${crm}/organizations:search`]: list('organizations', organization),
      [`${crm}/folders?parent=${ORGANIZATION}`]: list('folders', folder),
      [`${crm}/projects?parent=${ORGANIZATION}`]: list('projects', web),
      [`${crm}/projects?parent=${FOLDER}`]: list('projects', data),
      [assets(ORGANIZATION, 'RESOURCE')]: list('assets', ...resources),
      [assets(ORGANIZATION, 'IAM_POLICY')]: list('assets', ...iamPolicies),
      [assets(ORGANIZATION, 'ACCESS_POLICY')]: list('assets', ...access),
      [assets('projects/corp-web', 'RESOURCE')]: list('assets', ...ofWeb(resources)),
      [assets('projects/corp-web', 'IAM_POLICY')]: list('assets', ...ofWeb(iamPolicies)),
      'iam.googleapis.com/v1/roles': list('roles', ...roles),
      [`iam.googleapis.com/v1/${ORGANIZATION}/roles`]: list('roles', customRole(`${ORGANIZATION}/roles/look`)),
      'iam.googleapis.com/v1/projects/corp-data/roles': list('roles', customRole('projects/corp-data/roles/look')),
      ...Object.fromEntries(
        denyPolicies.map((policy, at) => [
          `iam.googleapis.com/v2/policies/${attachment(at === 0 ? ORGANIZATION : 'projects/corp-data')}/denypolicies`,
          list('policies', Object.fromEntries(Object.entries(policy).filter(([field]) => field !== 'rules'))),
        ]),
      ),
      [`iam.googleapis.com/v3/${ORGANIZATION}/locations/global/principalAccessBoundaryPolicies`]: list(
        'principalAccessBoundaryPolicies',
        boundary,
      ),
      [`iam.googleapis.com/v3/${ORGANIZATION}/locations/global/policyBindings`]: list('policyBindings', binding),
      'privilegedaccessmanager.googleapis.com/v1/projects/corp-web/locations/global/entitlements': list(
        'entitlements',
        entitlement,
      ),
      'iam.googleapis.com/v1/projects/corp-web/locations/global/workloadIdentityPools': list(
        'workloadIdentityPools',
        pool,
      ),
      [`iam.googleapis.com/v1/${pool.name}/providers`]: list('workloadIdentityPoolProviders', provider),
      [`iam.googleapis.com/v1/locations/global/workforcePools?parent=${ORGANIZATION}`]: list(
        'workforcePools',
        workforce,
      ),
      [`iam.googleapis.com/v1/${workforce.name}/providers`]: list('workforcePoolProviders', workforceProvider),
      [`accesscontextmanager.googleapis.com/v1/accessPolicies?parent=${ORGANIZATION}`]: list(
        'accessPolicies',
        accessPolicy,
      ),
      'accesscontextmanager.googleapis.com/v1/accessPolicies/7/accessLevels': list('accessLevels', level),
      'accesscontextmanager.googleapis.com/v1/accessPolicies/7/servicePerimeters': list('servicePerimeters', perimeter),
      'orgpolicy.googleapis.com/v2/projects/corp-data/policies': list('policies', constraint),
      'storage.googleapis.com/storage/v1/b?project=corp-data': list('items', bucket),
      'iam.googleapis.com/v1/projects/corp-web/serviceAccounts': list('accounts', account),
      [`iam.googleapis.com/v1/${account.name}/keys`]: list('keys', key),
      'bigquery.googleapis.com/bigquery/v2/projects/corp-data/datasets': list('datasets', {
        datasetReference: dataset.datasetReference,
      }),
      'pubsub.googleapis.com/v1/projects/corp-web/topics': list('topics', topic),
      'pubsub.googleapis.com/v1/projects/corp-web/subscriptions': list('subscriptions', subscription),
      'secretmanager.googleapis.com/v1/projects/corp-web/secrets': list('secrets', secret),
      'cloudfunctions.googleapis.com/v2/projects/corp-web/locations/-/functions': list('functions', cloudFunction),
      'run.googleapis.com/v1/projects/corp-web/locations': list('locations', {
        name: 'projects/corp-web/locations/europe-west1',
      }),
      'run.googleapis.com/v2/projects/corp-web/locations/europe-west1/services': list('services', runService),
      'cloudkms.googleapis.com/v1/projects/corp-data/locations': list('locations', {
        name: 'projects/corp-data/locations/europe',
      }),
      'cloudkms.googleapis.com/v1/projects/corp-data/locations/europe/keyRings': list('keyRings', ring),
      [`cloudkms.googleapis.com/v1/${ring.name}/cryptoKeys`]: list('cryptoKeys', cryptoKey),
      'artifactregistry.googleapis.com/v1/projects/corp-web/locations': list('locations', {
        name: 'projects/corp-web/locations/europe',
      }),
      'artifactregistry.googleapis.com/v1/projects/corp-web/locations/europe/repositories': list(
        'repositories',
        repository,
      ),
      ...Object.fromEntries(
        Object.entries(GROUPS).map(([mail, [name]]) => [
          `cloudidentity.googleapis.com/v1/${name}/memberships`,
          list('memberships', ...memberships(mail)),
        ]),
      ),
    },
    things: {
      [`${crm}/${ORGANIZATION}`]: organization,
      [`${crm}/${FOLDER}`]: folder,
      [`${crm}/projects/corp-web`]: web,
      [`${crm}/projects/corp-data`]: data,
      ...Object.fromEntries(
        [ORGANIZATION, FOLDER, 'projects/corp-web', 'projects/corp-data'].map((name) => [
          `${crm}/${name}:getIamPolicy`,
          policyOf(`${CRM}${name}`),
        ]),
      ),
      ...Object.fromEntries(
        denyPolicies.map((policy) => [`iam.googleapis.com/v2/${decodeURIComponent(String(policy['name']))}`, policy]),
      ),
      'storage.googleapis.com/storage/v1/b/corp-drop/iam': {
        kind: 'storage#policy',
        ...policyOf('//storage.googleapis.com/corp-drop'),
      },
      'bigquery.googleapis.com/bigquery/v2/projects/corp-data/datasets/sales': dataset,
      ...Object.fromEntries([
        v1(account, 'iam.googleapis.com'),
        v1(topic, 'pubsub.googleapis.com'),
        v1(subscription, 'pubsub.googleapis.com'),
        v1(secret, 'secretmanager.googleapis.com'),
        v1(cloudFunction, 'cloudfunctions.googleapis.com', 'v2'),
        v1(runService, 'run.googleapis.com', 'v2'),
        v1(ring, 'cloudkms.googleapis.com'),
        v1(cryptoKey, 'cloudkms.googleapis.com'),
        v1(repository, 'artifactregistry.googleapis.com'),
      ]),
      ...Object.fromEntries(
        Object.entries(GROUPS).flatMap(([mail, [name]]) => [
          [`cloudidentity.googleapis.com/v1/groups:lookup?groupKey.id=${mail}`, { name }],
          [`cloudidentity.googleapis.com/v1/${name}`, group(mail)],
        ]),
      ),
    },
  }
}
