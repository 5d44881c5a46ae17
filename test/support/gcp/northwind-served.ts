import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { GoogleServerOptions } from './google-server.js'

/** The Google part of the example company, as files for an import. */
export const NORTHWIND = join(import.meta.dirname, '../../../examples/northwind/import/gcp')

interface Exported {
  name: string
  assetType: string
  ancestors: string[]
  resource?: { data: Record<string, unknown> }
}

function lines(name: string): Exported[] {
  return readFileSync(join(NORTHWIND, name), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Exported)
}

function whole(name: string): unknown {
  return JSON.parse(readFileSync(join(NORTHWIND, name), 'utf8'))
}

const CRM = 'cloudresourcemanager.googleapis.com/v3'

/** The same as answers of Google's APIs. */
export function northwindServed(): GoogleServerOptions & { organization: string } {
  const resources = lines('resource.ndjson')
  const of = (type: string): Exported[] => resources.filter(({ assetType }) => assetType.endsWith(`/${type}`))
  const organization = String(of('Organization')[0]?.resource?.data['name'])
  const lists: GoogleServerOptions['lists'] = {
    [`cloudasset.googleapis.com/v1/${organization}/assets?contentType=RESOURCE`]: { field: 'assets', items: resources },
    [`cloudasset.googleapis.com/v1/${organization}/assets?contentType=IAM_POLICY`]: {
      field: 'assets',
      items: lines('iam-policy.ndjson'),
    },
    [`cloudasset.googleapis.com/v1/${organization}/assets?contentType=ACCESS_POLICY`]: {
      field: 'assets',
      items: lines('access-policy.ndjson'),
    },
    'iam.googleapis.com/v1/roles': { field: 'roles', items: (whole('roles.json') as { roles: object[] }).roles },
  }
  const things: Record<string, object> = {}
  const entitlements = (whole('entitlements.json') as { entitlements: { name: string }[] }).entitlements
  for (const entitlement of entitlements)
    lists[`privilegedaccessmanager.googleapis.com/v1/${entitlement.name.replace(/\/[^/]+$/, '')}`] = {
      field: 'entitlements',
      items: entitlements.filter(({ name }) => name.startsWith(entitlement.name.replace(/[^/]+$/, ''))),
    }
  const children = new Map<string, object[]>()
  for (const { resource, ancestors, assetType } of [...of('Folder'), ...of('Project')]) {
    const data = resource?.data ?? {}
    const isFolder = assetType.endsWith('/Folder')
    const parent = ancestors[1] ?? ''
    const item = isFolder
      ? { name: ancestors[0], parent, displayName: data['displayName'], state: 'ACTIVE' }
      : { name: ancestors[0], parent, projectId: data['projectId'], displayName: data['projectId'], state: 'ACTIVE' }
    const key = `${CRM}/${isFolder ? 'folders' : 'projects'}?parent=${parent}`
    children.set(key, [...(children.get(key) ?? []), item])
  }
  for (const [key, items] of children) lists[key] = { field: key.includes('/folders?') ? 'folders' : 'projects', items }
  things[`${CRM}/${organization}`] = {
    ...of('Organization')[0]?.resource?.data,
    directoryCustomerId: 'C0nw1nd2x',
    state: 'ACTIVE',
  }
  for (const file of readdirSync(join(NORTHWIND, 'memberships'))) {
    const mail = file.replace(/\.json$/, '')
    const memberships = whole(`memberships/${file}`) as { name: string }[]
    const name = memberships[0]?.name.split('/').slice(0, 2).join('/') ?? ''
    things[`cloudidentity.googleapis.com/v1/groups:lookup?groupKey.id=${mail}`] = { name }
    things[`cloudidentity.googleapis.com/v1/${name}`] = { name, groupKey: { id: mail } }
    lists[`cloudidentity.googleapis.com/v1/${name}/memberships`] = { field: 'memberships', items: memberships }
  }
  return {
    organization,
    lists,
    things,
    empty: [
      /\/(folders|projects|roles|denypolicies|policyBindings|principalAccessBoundaryPolicies|entitlements)$/,
      /\/(workloadIdentityPools|workforcePools|providers|assets)$/,
    ],
  }
}
