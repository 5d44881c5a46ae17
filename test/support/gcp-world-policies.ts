// What it is: the files of a world's guardrails, groups and entitlements, as Google's APIs print them.
// May import: the vocabulary and its names.
// Never does: run the product.
import type { WorldFiles } from './aws-world.js'
import type { GcpWorld } from './gcp-world-format.js'
import { ORGANIZATION } from './gcp-world-names.js'

type Document = Record<string, unknown>

const CREATED = '2026-01-01T00:00:00Z'
const ACCESS_POLICY = 'accessPolicies/778899'
const PARENT = `organizations/${ORGANIZATION}/locations/global`

/** Deny policies, access boundaries, perimeters, access levels, groups and entitlements; each only if the world has some. */
export function policyFiles(world: GcpWorld): WorldFiles {
  const files: WorldFiles = new Map()
  for (const [name, policy] of Object.entries(world.deny ?? {})) {
    files.set(`gcp/deny-policies/${name}.json`, denyPolicy(name, policy))
  }
  addBoundaries(files, world)
  addPerimeters(files, world)
  addGroups(files, world)
  for (const [key, fields] of Object.entries(world.entitlements ?? {})) {
    const at = key.lastIndexOf('/')
    const scope = key.slice('//cloudresourcemanager.googleapis.com/'.length, at)
    const name = key.slice(at + 1)
    files.set(`gcp/entitlements/${name}.json`, {
      entitlements: [{ name: `${scope}/locations/global/entitlements/${name}`, state: 'AVAILABLE', ...fields }],
    })
  }
  return files
}

function listOf(value: string | string[]): string[] {
  return Array.isArray(value) ? value : [value]
}

function denyPolicy(name: string, policy: NonNullable<GcpWorld['deny']>[string]): Document {
  const { at, to, except, permissions, exceptPermissions, when } = policy
  return {
    name: `policies/${encodeURIComponent(at.slice(2))}/denypolicies/${name}`,
    uid: '0a1b2c3d-0000-4000-8000-000000000002',
    kind: 'DenyPolicy',
    displayName: name,
    etag: 'MTc3',
    createTime: CREATED,
    updateTime: CREATED,
    rules: [
      {
        denyRule: {
          deniedPrincipals: listOf(to),
          ...(except === undefined ? {} : { exceptionPrincipals: listOf(except) }),
          deniedPermissions: listOf(permissions),
          ...(exceptPermissions === undefined ? {} : { exceptionPermissions: listOf(exceptPermissions) }),
          ...(when === undefined ? {} : { denialCondition: { title: 'limit', expression: when } }),
        },
      },
    ],
  }
}

function addBoundaries(files: WorldFiles, world: GcpWorld): void {
  const boundaries = Object.entries(world.boundaries ?? {})
  if (boundaries.length === 0) return
  files.set('gcp/principal-access-boundary-policies.json', {
    principalAccessBoundaryPolicies: boundaries.map(([name, { resources, version }]) => ({
      name: `${PARENT}/principalAccessBoundaryPolicies/${name}`,
      uid: '11112222-3333-4444-8555-666677778888',
      etag: 'ab',
      displayName: name,
      createTime: CREATED,
      updateTime: CREATED,
      details: { rules: [{ resources: listOf(resources), effect: 'ALLOW' }], enforcementVersion: version ?? '3' },
    })),
  })
  const bound = boundaries.filter(([, { bind }]) => bind !== undefined)
  files.set('gcp/policy-bindings.json', {
    policyBindings: bound.map(([name, { bind, when }]) => ({
      name: `${PARENT}/policyBindings/${name}`,
      uid: '99992222-3333-4444-8555-666677778888',
      etag: 'cd',
      displayName: name,
      target: { principalSet: bind },
      policyKind: 'PRINCIPAL_ACCESS_BOUNDARY',
      policy: `${PARENT}/principalAccessBoundaryPolicies/${name}`,
      policyUid: '11112222-3333-4444-8555-666677778888',
      ...(when === undefined ? {} : { condition: { title: 'limit', expression: when } }),
      createTime: CREATED,
      updateTime: CREATED,
    })),
  })
}

/** The asset export shows each with the organization that the access policy belongs to. */
function addPerimeters(files: WorldFiles, world: GcpWorld): void {
  const { perimeters = {}, levels = {} } = world
  if (world.perimeters === undefined && world.levels === undefined) return
  const record = (content: Document): Document => ({
    name: `//cloudresourcemanager.googleapis.com/organizations/${ORGANIZATION}`,
    assetType: 'cloudresourcemanager.googleapis.com/Organization',
    ...content,
    ancestors: [`organizations/${ORGANIZATION}`],
    updateTime: CREATED,
  })
  files.set('gcp/access-policy.json', [
    record({ accessPolicy: { name: ACCESS_POLICY, parent: `organizations/${ORGANIZATION}`, title: 'default policy' } }),
    ...Object.entries(levels).map(([name, fields]) =>
      record({ accessLevel: { name: `${ACCESS_POLICY}/accessLevels/${name}`, title: name, ...fields } }),
    ),
    ...Object.entries(perimeters).map(([name, fields]) =>
      record({
        servicePerimeter: {
          name: `${ACCESS_POLICY}/servicePerimeters/${name}`,
          title: name,
          perimeterType: 'PERIMETER_TYPE_REGULAR',
          ...fields,
        },
      }),
    ),
  ])
}

/** Groups of Cloud Identity, and the members of those that were read. */
function addGroups(files: WorldFiles, world: GcpWorld): void {
  const groups = Object.entries(world.groups ?? {})
  if (groups.length === 0) return
  const idOf = (mail: string): string => `groups/${mail.replaceAll(/[^a-z0-9]/g, '')}`
  files.set('gcp/groups.json', {
    groups: groups.map(([mail]) => ({
      name: idOf(mail),
      groupKey: { id: mail },
      displayName: mail,
      parent: 'customers/C03corp01',
    })),
  })
  for (const [mail, members] of groups) {
    if (members === null) continue
    files.set(`gcp/memberships/${mail}.json`, {
      memberships: members.map((member, at) => ({
        name: `${idOf(mail)}/memberships/${String(at + 1)}`,
        preferredMemberKey: { id: member.replace(/^[a-zA-Z]+:/, '') },
        roles: [{ name: 'MEMBER' }],
        type: member.startsWith('group:') ? 'GROUP' : member.startsWith('serviceAccount:') ? 'SERVICE_ACCOUNT' : 'USER',
      })),
    })
  }
}
