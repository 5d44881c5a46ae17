// What it is: the ids behind the names of an Azure world, the same in every run.
// May import: the vocabulary.
// Never does: build files.
import { createHash } from 'node:crypto'
import type { AzureWorld } from './azure-world-format.js'
import { BUILT_IN_ROLES } from './azure-world-roles.js'

export const TENANT = '6f1d3c2a-0b4e-4c7d-9a51-2e8f7b6c5d01'
export const DOMAIN = 'corp.example'
const VENDOR_TENANT = 'b2c4d6e8-1357-4a9b-8c0d-1e2f3a4b5c02'

/** Tenants by name. */
export const TENANTS: Readonly<Record<string, string>> = {
  own: TENANT,
  vendor: VENDOR_TENANT,
  partner: 'c3d5e7f9-2468-4b0c-9d1e-2f3a4b5c6d03',
  microsoft: 'f8cdef31-a31e-4b4a-93e4-5f571e91255a',
}

/** Types of resources by a short name, with the list file that Azure would give. */
export const TYPES: Readonly<Record<string, readonly [type: string, list: string]>> = {
  storage: ['Microsoft.Storage/storageAccounts', 'storageAccounts'],
  vault: ['Microsoft.KeyVault/vaults', 'vaults'],
  vm: ['Microsoft.Compute/virtualMachines', 'virtualMachines'],
  registry: ['Microsoft.ContainerRegistry/registries', 'registries'],
  identity: ['Microsoft.ManagedIdentity/userAssignedIdentities', 'userAssignedIdentities'],
  site: ['Microsoft.Web/sites', 'sites'],
  cosmos: ['Microsoft.DocumentDB/databaseAccounts', 'databaseAccounts'],
  eventhub: ['Microsoft.EventHub/namespaces', 'eventhub-namespaces'],
}

/** A GUID that follows from the text alone. */
export function guidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  )
}

export interface Names {
  /** ARM id of a scope or resource; throws for a name that the world does not have. */
  scope(name: string): string
  /** Object id of a user, group, service principal, or of somebody in another tenant. */
  principal(name: string): string
  role(name: string): string
  /** Texts with `$name`, `$guid:name` and `$role:Name` filled in; other `$` stay. */
  fill(text: string): string
}

export function subscriptionsOf(world: AzureWorld): Record<string, string | null> {
  return world.subscriptions ?? { sub: null }
}

export function resourceGroupsOf(world: AzureWorld): Record<string, string> {
  const first = Object.keys(subscriptionsOf(world))[0] ?? ''
  return world.resourceGroups ?? { rg1: first, rg2: first, rg10: first }
}

export function resourceType(type: string): string {
  return TYPES[type]?.[0] ?? type
}

/** Type and resource group of a resource in either form. */
export function placeOf(resource: NonNullable<AzureWorld['resources']>[string]): { type: string; group: string } {
  if (typeof resource !== 'string') return { type: resource.type, group: resource.in }
  const [type = '', group = ''] = resource.split(' in ')
  return { type, group }
}

export function namesOf(world: AzureWorld): Names {
  const scopes = new Map<string, string>([['root', '/']])
  for (const name of Object.keys(world.managementGroups ?? {})) {
    scopes.set(name, `/providers/Microsoft.Management/managementGroups/${name}`)
  }
  for (const name of Object.keys(subscriptionsOf(world)))
    scopes.set(name, `/subscriptions/${guidOf(`subscription ${name}`)}`)
  for (const [name, subscription] of Object.entries(resourceGroupsOf(world))) {
    scopes.set(name, `${scopes.get(subscription) ?? ''}/resourceGroups/${name}`)
  }
  for (const [name, resource] of Object.entries(world.resources ?? {})) {
    const { type, group } = placeOf(resource)
    const above = scopes.get(group)
    if (above === undefined) throw new Error(`no resource group \`${group}\` in the world`)
    scopes.set(name, `${above}/providers/${resourceType(type)}/${name}`)
  }

  const principals = new Map<string, string>()
  const ours = [world.users, world.groups, world.apps].flatMap((each) => Object.keys(each ?? {}))
  const machines = Object.entries(world.resources ?? {}).filter(
    ([, each]) => typeof each !== 'string' || placeOf(each).type === 'identity',
  )
  for (const name of [...ours, ...machines.map(([machine]) => machine)]) {
    principals.set(name, `${TENANT}/${guidOf(`principal ${name}`)}`)
  }
  for (const { tenant, grants = [], eligible = [] } of world.lighthouse ?? []) {
    for (const each of [...grants, ...eligible]) {
      const named =
        typeof each === 'string' ? [each.slice(each.lastIndexOf(' to ') + 4)] : [each.to, ...(each.approvers ?? [])]
      for (const name of named) principals.set(name, `${TENANTS[tenant] ?? tenant}/${guidOf(`principal ${name}`)}`)
    }
  }

  const scope = (name: string): string => {
    const [first = '', ...below] = name.split('/')
    const found = name.startsWith('/') ? '' : scopes.get(first)
    if (found === undefined) throw new Error(`no scope or resource \`${first}\` in the world`)
    return name.startsWith('/') ? name : [found, ...below].join('/')
  }
  const principal = (name: string): string => {
    const found = principals.get(name)
    if (found !== undefined) return found.split('/')[1] ?? ''
    if (/^[0-9a-f-]{36}$/i.test(name)) return name
    throw new Error(`no principal \`${name}\` in the world`)
  }
  const role = (name: string): string => {
    const known = BUILT_IN_ROLES[name]?.[0]
    if (known !== undefined) return known
    if (world.roles?.[name] !== undefined) return guidOf(`role ${name}`)
    throw new Error(`no role \`${name}\` in the world`)
  }
  const idOf = (name: string): string | null => {
    const held = principals.get(name)
    const tenant = TENANTS[name]
    return (
      scopes.get(name) ??
      (held === undefined ? null : `azure:${held}`) ??
      (tenant === undefined ? null : `azure:${tenant}`)
    )
  }
  const fill = (text: string): string =>
    text
      .replaceAll(/\$guid:([A-Za-z0-9-]+)/g, (_, name: string) => principal(name))
      .replaceAll(/\$role:([A-Za-z0-9-]+)/g, (_, name: string) => role(name.replaceAll('-', ' ')))
      .replaceAll(/\$mi:([A-Za-z0-9-]+)/g, (_, name: string) => `azure:${TENANT}/${principal(name)}`)
      .replaceAll(/(?<![<\w])\$([A-Za-z][A-Za-z0-9-]*)/g, (whole, name: string) => idOf(name) ?? whole)
  return { scope, principal, role, fill }
}
