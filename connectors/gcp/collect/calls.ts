import type { ResourceType } from '../resource-type.js'
import { resourceTypes } from '../resources/index.js'
import { GROUPS_READER, type CallDeclaration, type ContainerKind, type LibraryCall } from './declaration.js'

/** A call with all that was left out filled in. */
export interface GcpCall {
  /** `<service> <operation>`: what the call goes by. */
  call: string
  /** The API that has to be enabled: `iam.googleapis.com`. */
  api: string
  url: string
  method: 'GET' | 'POST'
  query: Readonly<Record<string, string>>
  body: CallDeclaration['body'] | null
  needs: readonly string[]
  /** Containers at which the permissions are needed; empty where none is (predefined roles, groups). */
  scopeKinds: readonly ContainerKind[]
  /** The call whose items it is made about; null: containers. */
  of: string | null
  list: string | null
  isFallback: boolean
  isIndex: boolean
  isStreamed: boolean
  library: LibraryCall | null
  /** The folder of the export whose being answered the call only tries; null for every other call. */
  triedContent: string | null
  /** The folder of the answer's file, by which the answer is known where it is empty. */
  folder: string
  type: ResourceType | null
}

/** Kinds of content of the asset inventory, the folder of an export with them, and the permission they need. */
export const CONTENTS = [
  { content: 'RESOURCE', folder: 'resource', needs: 'cloudasset.assets.listResource' },
  { content: 'IAM_POLICY', folder: 'iam-policy', needs: 'cloudasset.assets.listIamPolicy' },
  { content: 'ORG_POLICY', folder: 'org-policy', needs: 'cloudasset.assets.listOrgPolicy' },
  { content: 'ACCESS_POLICY', folder: 'access-policy', needs: 'cloudasset.assets.listAccessPolicy' },
] as const

const CRM = 'cloudresourcemanager.googleapis.com/v3'
const ALL: readonly ContainerKind[] = ['organizations', 'folders', 'projects']

type Own = CallDeclaration & { folder: string; isStreamed?: boolean }

/** Calls of no single resource type. The hierarchy, whose items lead on, and groups, which policies name. */
const OWN: Readonly<Record<string, Own>> = {
  'cloudresourcemanager organizations-list': {
    url: `${CRM}/organizations:search`,
    needs: ['resourcemanager.organizations.get'],
    of: [],
    list: 'organizations',
    folder: 'organizations',
  },
  'cloudresourcemanager projects-search': {
    url: `${CRM}/projects:search`,
    needs: ['resourcemanager.projects.get'],
    of: [],
    list: 'projects',
    isIndex: true,
    folder: 'projects-search',
  },
  'cloudresourcemanager folders-list': {
    url: `${CRM}/folders`,
    query: { parent: '{parent}', pageSize: '300' },
    needs: ['resourcemanager.folders.list'],
    of: ['organizations', 'folders'],
    list: 'folders',
    folder: 'folders',
  },
  'cloudresourcemanager projects-list': {
    url: `${CRM}/projects`,
    query: { parent: '{parent}', pageSize: '300' },
    needs: ['resourcemanager.projects.list'],
    of: ['organizations', 'folders'],
    list: 'projects',
    folder: 'projects',
  },
  ...perKind((kind, one) => ({
    [`cloudresourcemanager ${kind}-get`]: {
      url: `${CRM}/{parent}`,
      needs: [`resourcemanager.${kind}.get`],
      of: [kind],
      list: null,
      folder: kind,
    },
    [`cloudresourcemanager ${one}-get-iam-policy`]: {
      url: `${CRM}/{parent}:getIamPolicy`,
      method: 'POST',
      body: { options: { requestedPolicyVersion: 3 } },
      needs: [`resourcemanager.${kind}.getIamPolicy`],
      of: [kind],
      list: null,
      isFallback: true,
      folder: 'get-iam-policy',
    },
  })),
  'iam predefined-roles-list': {
    url: 'iam.googleapis.com/v1/roles',
    query: { view: 'FULL', pageSize: '1000', showDeleted: 'false' },
    needs: [],
    of: [],
    list: 'roles',
    isStreamed: true,
    folder: 'roles',
  },
  'cloudidentity groups-lookup': {
    url: 'cloudidentity.googleapis.com/v1/groups:lookup',
    query: { 'groupKey.id': '{name}' },
    needs: [GROUPS_READER],
    of: [],
    list: null,
    isIndex: true,
    folder: 'groups-lookup',
  },
  ...Object.fromEntries(
    CONTENTS.map(({ content, folder, needs }) => [
      `cloudasset assets-list ${folder}`,
      {
        url: 'cloudasset.googleapis.com/v1/{parent}/assets',
        query: { contentType: content, pageSize: '1000' },
        needs: [needs],
        of: content === 'ACCESS_POLICY' ? (['organizations'] as const) : ALL,
        list: 'assets',
        isStreamed: true,
        folder,
      },
    ]),
  ),
  ...Object.fromEntries(
    CONTENTS.map(({ content, folder, needs }) => [
      `cloudasset assets-probe ${folder}`,
      {
        url: 'cloudasset.googleapis.com/v1/{parent}/assets',
        query: { contentType: content, pageSize: '1' },
        needs: [needs],
        of: content === 'ACCESS_POLICY' ? (['organizations'] as const) : ALL,
        list: null,
        isIndex: true,
        folder: `${folder}-probe`,
      },
    ]),
  ),
}

function perKind(make: (kind: ContainerKind, one: string) => Record<string, Own>): Record<string, Own> {
  return Object.assign({}, ...ALL.map((kind) => make(kind, kind))) as Record<string, Own>
}

/** Every call that a collection may make, by `<service> <operation>`. */
export const gcpCallsByName: ReadonlyMap<string, GcpCall> = new Map([
  ...Object.entries(OWN).map(([call, own]) => [call, filled(call, own, null)] as const),
  ...resourceTypes.flatMap((type) =>
    Object.entries(type.collect?.calls ?? {}).map(([call, given]) => [call, filled(call, given, type)] as const),
  ),
])

/** Every call that a collection may make, and at which kinds of containers its permissions are needed; first tries left out. */
export const gcpCalls: readonly GcpCall[] = [...gcpCallsByName.values()]
  .filter(({ triedContent }) => triedContent === null)
  .map((call) => ({ ...call, scopeKinds: kindsOf(call) }))

function kindsOf({ of, scopeKinds }: GcpCall): readonly ContainerKind[] {
  const parent = of === null ? undefined : gcpCallsByName.get(of)
  return parent === undefined ? scopeKinds : kindsOf(parent)
}

function filled(call: string, given: CallDeclaration & Partial<Own>, type: ResourceType | null): GcpCall {
  const isListed = type?.listed?.call === call
  return {
    call,
    api: given.url.slice(0, given.url.indexOf('/')),
    url: given.url,
    method: given.method ?? 'GET',
    query: given.query ?? {},
    body: given.body ?? null,
    needs: given.needs,
    scopeKinds: typeof given.of === 'string' ? [] : given.of,
    of: typeof given.of === 'string' ? given.of : null,
    list: given.list !== undefined ? given.list : isListed ? (type.listed?.list ?? null) : null,
    isFallback: given.isFallback ?? false,
    isIndex: given.isIndex ?? false,
    isStreamed: given.isStreamed ?? false,
    library: given.library ?? null,
    triedContent: /assets-probe (.+)$/.exec(call)?.[1] ?? null,
    folder:
      given.folder ??
      (isPolicyCall(call)
        ? 'get-iam-policy'
        : isListed || call.endsWith('-get')
          ? (type?.listed?.paths?.[0] ?? call)
          : (call.split(' ')[1] ?? call)),
    type,
  }
}

export function isPolicyCall(call: string): boolean {
  return call.endsWith('get-iam-policy')
}

/** Calls that are made about the items of another. */
export function callsAbout(call: string): readonly GcpCall[] {
  return byParent.get(call) ?? []
}

const byParent = grouped(
  [...gcpCallsByName.values()].filter(({ of }) => of !== null),
  ({ of }) => of ?? '',
)

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}

/** Kinds of assets that are asked for with the content of resources, as one regular expression of the asset service. */
export const RESOURCE_ASSETS: string = assetPattern(
  resourceTypes.filter(({ collect }) => collect?.fromAssets !== false).flatMap(({ assetTypes }) => assetTypes),
)

/**
 * One pattern, not one parameter a type: the service refuses a type that it does not know, and a pattern only if nothing
 * in it is known.
 *
 * @see https://cloud.google.com/asset-inventory/docs/reference/rest/v1/assets/list
 */
function assetPattern(types: readonly string[]): string {
  const hosts = grouped([...new Set(types)], (type) => type.slice(0, type.indexOf('/')))
  const parts = [...hosts].map(
    ([host, named]) => `${host.replaceAll('.', '\\.')}/(${named.map((type) => type.slice(host.length + 1)).join('|')})`,
  )
  return `(${parts.join('|')})`
}
