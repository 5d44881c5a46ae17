// What it is: the files that ARM, Microsoft Graph or the Azure CLI would give of a world, in the import layout of the contract.
// May import: the vocabulary, its names and roles.
// Never does: run the product.
import { assignmentLists } from './azure-world-assignments.js'
import { directoryFiles } from './azure-world-directory.js'
import type { AzureWorld } from './azure-world-format.js'
import {
  TENANT,
  TYPES,
  guidOf,
  namesOf,
  placeOf,
  resourceGroupsOf,
  resourceType,
  subscriptionsOf,
  type Names,
} from './azure-world-names.js'
import type { WorldFiles } from './aws-world.js'

type Document = Record<string, unknown>
type WholeResource = Exclude<NonNullable<AzureWorld['resources']>[string], string>

/** Every file of the world, in a fixed order. */
export function azureWorldFiles(world: AzureWorld): WorldFiles {
  const names = namesOf(world)
  const lists = new Map<string, Document[]>([
    ...scopeLists(world, names),
    ...resourceLists(world, names),
    ...assignmentLists(world, names),
  ])
  const files: WorldFiles = new Map()
  for (const [name, records] of lists) {
    if (world.az === true) files.set(`${TENANT}/az-${name}-list.json`, records.map(flat))
    else files.set(`${TENANT}/${name}.json`, { value: records })
  }
  for (const [path, content] of directoryFiles(world, names)) files.set(`${TENANT}/${path}`, content)
  for (const path of [...files.keys()]) {
    if ((world.omit ?? []).some((part) => path.includes(part))) files.delete(path)
  }
  for (const [path, content] of Object.entries(world.files ?? {}))
    files.set(`${TENANT}/${path}`, filled(content, names))
  return files
}

function filled(value: unknown, names: Names): unknown {
  if (typeof value === 'string') return names.fill(value)
  if (Array.isArray(value)) return value.map((each) => filled(each, names))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filled(inner, names)]))
}

/** What the CLI prints: `properties` one level up. */
function flat(record: Document): Document {
  const { properties, ...rest } = record
  const { type, ...inner } = properties as Document
  return { ...inner, ...rest, ...(type === undefined ? {} : { roleType: type }) }
}

function scopeLists(world: AzureWorld, names: Names): [string, Document[]][] {
  const groups = Object.entries(world.managementGroups ?? {})
  const root = `/providers/Microsoft.Management/managementGroups/${TENANT}`
  const managementGroups = groups.map(([name, above]) => ({
    id: names.scope(name),
    type: 'Microsoft.Management/managementGroups',
    name,
    properties: {
      tenantId: TENANT,
      displayName: name,
      details: { parent: { id: above === null ? root : names.scope(above), name: above ?? TENANT } },
      children: [
        ...groups
          .filter(([, parent]) => parent === name)
          .map(([child]) => ({ type: 'Microsoft.Management/managementGroups', id: names.scope(child), name: child })),
        ...Object.entries(subscriptionsOf(world))
          .filter(([, parent]) => parent === name)
          .map(([child]) => ({
            type: '/subscriptions',
            id: names.scope(child),
            name: names.scope(child).split('/')[2],
            displayName: child,
          })),
      ],
    },
  }))
  const subscriptions = Object.keys(subscriptionsOf(world)).map((name) => ({
    id: names.scope(name),
    subscriptionId: names.scope(name).split('/')[2],
    tenantId: TENANT,
    displayName: name,
    state: 'Enabled',
    authorizationSource: 'RoleBased',
    managedByTenants: [],
  }))
  const accounts = Object.keys(subscriptionsOf(world)).map((name) => ({
    cloudName: 'AzureCloud',
    homeTenantId: TENANT,
    id: names.scope(name).split('/')[2],
    isDefault: true,
    managedByTenants: [],
    name,
    state: 'Enabled',
    tenantId: TENANT,
    user: { name: 'admin@corp.example', type: 'user' },
    properties: {},
  }))
  const resourceGroups = Object.keys(resourceGroupsOf(world)).map((name) => ({
    id: names.scope(name),
    name,
    type: 'Microsoft.Resources/resourceGroups',
    location: 'westeurope',
    tags: {},
    properties: { provisioningState: 'Succeeded' },
  }))
  return [
    ...(managementGroups.length > 0 ? [['managementGroups', managementGroups] as [string, Document[]]] : []),
    world.az === true ? ['account', accounts] : ['subscriptions', subscriptions],
    [world.az === true ? 'group' : 'resourceGroups', resourceGroups],
  ]
}

const DEFAULTS: Readonly<Record<string, Document>> = {
  'Microsoft.Storage/storageAccounts': {
    allowBlobPublicAccess: false,
    allowSharedKeyAccess: false,
    allowCrossTenantReplication: false,
    publicNetworkAccess: 'Enabled',
    networkAcls: { bypass: 'AzureServices', virtualNetworkRules: [], ipRules: [], defaultAction: 'Allow' },
  },
  'Microsoft.KeyVault/vaults': {
    tenantId: TENANT,
    sku: { family: 'A', name: 'standard' },
    accessPolicies: [],
    enableRbacAuthorization: true,
    publicNetworkAccess: 'Enabled',
  },
  'Microsoft.ContainerRegistry/registries': { adminUserEnabled: false, anonymousPullEnabled: false },
  'Microsoft.DocumentDB/databaseAccounts': { disableLocalAuth: true },
  'Microsoft.EventHub/namespaces': { disableLocalAuth: true },
}

function resourceLists(world: AzureWorld, names: Names): [string, Document[]][] {
  const lists = new Map<string, Document[]>()
  const add = (list: string, record: Document): void => {
    lists.set(list, [...(lists.get(list) ?? []), record])
  }
  for (const [name, resource] of Object.entries(world.resources ?? {})) {
    const short = placeOf(resource).type
    const type = resourceType(short)
    const more: Partial<WholeResource> = typeof resource === 'string' ? {} : resource
    const id = names.scope(name)
    const own =
      short === 'identity'
        ? { tenantId: TENANT, principalId: names.principal(name), clientId: guidOf(`client ${name}`) }
        : {}
    add(TYPES[short]?.[1] ?? 'resources', {
      id,
      name,
      type,
      location: 'westeurope',
      tags: more.tags ?? {},
      ...identityOf(name, more.identity, names),
      properties: {
        provisioningState: 'Succeeded',
        ...DEFAULTS[type],
        ...own,
        ...(filled(more.properties ?? {}, names) as Document),
      },
    })
    for (const [container, publicAccess] of Object.entries(more.containers ?? {})) {
      add('containers', {
        id: `${id}/blobServices/default/containers/${container}`,
        name: container,
        type: 'Microsoft.Storage/storageAccounts/blobServices/containers',
        properties: { publicAccess, leaseState: 'Available', deleted: false },
      })
    }
    for (const credential of more.federated ?? []) {
      const called = typeof credential['name'] === 'string' ? credential['name'] : 'credential'
      add('federatedIdentityCredentials', {
        id: `${id}/federatedIdentityCredentials/${called}`,
        name: called,
        type: `${type}/federatedIdentityCredentials`,
        properties: { audiences: ['api://AzureADTokenExchange'], ...(filled(credential, names) as Document) },
      })
    }
  }
  return [...lists]
}

function identityOf(name: string, identity: string | string[] | undefined, names: Names): Document {
  if (identity === undefined) return {}
  if (identity === 'system') {
    return { identity: { type: 'SystemAssigned', principalId: names.principal(name), tenantId: TENANT } }
  }
  const assigned = [identity]
    .flat()
    .map((each) => [names.scope(each), { principalId: names.principal(each), clientId: guidOf(`client ${each}`) }])
  return { identity: { type: 'UserAssigned', userAssignedIdentities: Object.fromEntries(assigned) as Document } }
}
