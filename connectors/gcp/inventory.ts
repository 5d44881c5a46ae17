import type { CallRecord } from '../../src/connector/index.js'
import { compareText, isObject, type JsonObject } from '../../src/model/index.js'
import type { Asset, Inventory } from './asset.js'
import { fieldOf, numeralField, objectField, textField, textsField } from './fields.js'
import {
  canonicalName,
  containerId,
  fullName,
  isContainer,
  lastPart,
  projectInName,
  type Directory,
} from './full-name.js'
import { groupKeyIn, groupMail } from './group-key.js'
import { itemsOf, POLICY, SEARCHED_POLICIES, type Item } from './items.js'
import { roleName } from './role-name.js'
import type { ResourceType } from './resource-type.js'

interface Found {
  item: Item
  record: CallRecord
}

/** Reads all records, and settles by which ids things go: numbers, ids and addresses are joined over the whole import. */
export function takeInventory(records: readonly CallRecord[], types: readonly ResourceType[]): Inventory {
  const found = records.flatMap((record) =>
    record.status !== 'ok' ? [] : itemsOf(record.body, record, types).items.map((item) => ({ item, record })),
  )
  const directory = directoryOf(found)
  const assets = found.map(({ item, record }) => assetOf(item, record, directory))
  const groups = groupsOf(found)
  return {
    records,
    assets,
    ...directory,
    groups,
    ...hierarchyOf(assets, directory),
    ...indexesOf(records, assets, directory, groups),
  }
}

type Indexes = Pick<
  Inventory,
  | 'keysOf'
  | 'fullRoles'
  | 'fullDenyPolicies'
  | 'accessPolicies'
  | 'readGroups'
  | 'groupMails'
  | 'groupNames'
  | 'organizations'
  | 'organization'
>

function indexesOf(
  records: readonly CallRecord[],
  assets: readonly Asset[],
  directory: Directory,
  groups: ReadonlyMap<string, string>,
): Indexes {
  const keys = new Map<string, Map<string, Asset[]>>()
  const fullRoles = new Set<string>()
  const fullDenyPolicies = new Set<string>()
  const accessPolicies = new Map<string, Asset[]>()
  const readGroups = new Set<string>()
  const groupNames = new Map<string, string>()
  const organizations = new Set<string>()
  for (const asset of assets) {
    const { id, assetType, data } = asset
    for (const container of [id, ...asset.ancestors])
      if (isContainer(container) && container.includes('/organizations/')) organizations.add(container)
    const name = textField(data ?? undefined, 'name') ?? id
    if (assetType === 'iam.googleapis.com/ServiceAccountKey') {
      const mail = /\/serviceAccounts\/([^/]+@[^/]+)\/keys\//.exec(id)?.[1] ?? ''
      const ofAccount = keys.get(mail) ?? new Map<string, Asset[]>()
      keys.set(mail, ofAccount)
      ofAccount.set(id, [...(ofAccount.get(id) ?? []), asset])
    } else if (assetType === 'cloudidentity.googleapis.com/Group') {
      const mail = groups.get(lastPart(asset.rawName))
      const said = textField(data ?? undefined, 'displayName') ?? textField(data ?? undefined, 'name')
      if (mail !== undefined && said !== null && !said.startsWith('groups/')) groupNames.set(mail, said)
    } else if (assetType === 'iam.googleapis.com/Role' && Array.isArray(data?.['includedPermissions']))
      fullRoles.add(roleName(name, directory.projectIds))
    else if (assetType === 'iam.googleapis.com/DenyPolicy' && Array.isArray(data?.['rules'])) fullDenyPolicies.add(name)
    else if (assetType === 'accesscontextmanager.googleapis.com/AccessPolicy')
      accessPolicies.set(name, [...(accessPolicies.get(name) ?? []), asset])
    else if (assetType === 'cloudidentity.googleapis.com/Membership') {
      const mail = groupMail(groupKeyIn(asset.rawName) ?? '', { groups })
      if (mail !== null) readGroups.add(mail)
    }
  }
  for (const { service, operation, status, subject } of records) {
    if (
      service !== 'cloudidentity' ||
      operation !== 'groups-memberships-list' ||
      status === 'denied' ||
      status === 'failed'
    )
      continue
    const mail = groupMail((subject[0] ?? '').replace(/^groups\//, ''), { groups })
    if (mail !== null) readGroups.add(mail)
  }
  const sorted = [...organizations].sort(compareText)
  return {
    keysOf: (mail) => keys.get(mail) ?? new Map<string, Asset[]>(),
    fullRoles,
    fullDenyPolicies,
    accessPolicies,
    readGroups,
    groupMails: new Set(groups.values()),
    groupNames,
    organizations: sorted,
    organization: sorted.length === 1 ? (sorted[0] ?? null) : null,
  }
}

function directoryOf(found: readonly Found[]): Directory {
  const projectIds = new Map<string, string>()
  const projectNumbers = new Map<string, string>()
  const serviceAccounts = new Map<string, string>()
  const join = (id: string | null, number: string | null): void => {
    if (id === null || number === null || /^[0-9]+$/.test(id) || !/^[0-9]+$/.test(number)) return
    if (projectIds.has(number) || projectNumbers.has(id)) return
    projectIds.set(number, id)
    projectNumbers.set(id, number)
  }
  for (const { item } of found) {
    const data = dataOf(item)
    if (data === null) continue
    if (item.assetType === 'cloudresourcemanager.googleapis.com/Project')
      join(
        textField(data, 'projectId'),
        numeralField(data, 'projectNumber') ?? /[0-9]+$/.exec(textField(data, 'name') ?? '')?.[0] ?? null,
      )
    const mail = textField(data, 'email')
    const uniqueId = numeralField(data, 'uniqueId') ?? /^[0-9]+$/.exec(lastPart(item.name))?.[0] ?? null
    if (item.assetType === 'iam.googleapis.com/ServiceAccount' && mail !== null && uniqueId !== null)
      serviceAccounts.set(uniqueId, mail.toLowerCase())
  }
  for (const { item } of found) {
    const above = ancestorsIn(item.value).find((name) => lastContainer(name) !== null)
    join(projectInName(item.name), lastContainer(above ?? ''))
  }
  return { projectIds, projectNumbers, serviceAccounts }
}

function lastContainer(reference: string): string | null {
  return /(?:^|\/)projects\/([0-9]+)$/.exec(reference)?.[1] ?? null
}

/** Numbers of groups with their addresses. */
function groupsOf(found: readonly Found[]): Map<string, string> {
  const groups = new Map<string, string>()
  for (const { item } of found) {
    if (item.assetType !== 'cloudidentity.googleapis.com/Group') continue
    const data = dataOf(item) ?? {}
    const mail = textField(objectField(data, 'groupKey') ?? undefined, 'id') ?? textField(data, 'email')
    const key = lastPart(textField(data, 'name') ?? item.name)
    if (mail !== null) groups.set(key, mail.toLowerCase())
    const number = textField(data, 'id')
    if (mail !== null && number !== null) groups.set(number, mail.toLowerCase())
  }
  for (const [key, mails] of namedByPath(found)) {
    const [mail] = mails
    if (mails.size === 1 && mail !== undefined && !groups.has(key)) groups.set(key, mail)
  }
  return groups
}

/** Addresses that the paths of membership lists give to the groups in them; a path that would speak of several says nothing. */
function namedByPath(found: readonly Found[]): Map<string, Set<string>> {
  const keysOf = new Map<CallRecord, Set<string>>()
  for (const { item, record } of found) {
    const key = item.assetType === 'cloudidentity.googleapis.com/Membership' ? groupKeyIn(item.name) : null
    if (key === null || key.includes('@') || record.subject[0]?.includes('@') !== true) continue
    keysOf.set(record, (keysOf.get(record) ?? new Set<string>()).add(key))
  }
  const mails = new Map<string, Set<string>>()
  for (const [{ subject }, keys] of keysOf) {
    const [key] = keys
    const mail = subject[0]?.toLowerCase()
    if (keys.size !== 1 || key === undefined || mail === undefined) continue
    mails.set(key, (mails.get(key) ?? new Set<string>()).add(mail))
  }
  return mails
}

/** What a record says about the thing itself; null where it only holds a policy or a search result. */
function dataOf({ type, value }: Item): JsonObject | null {
  if (type !== null) return value
  return objectField(objectField(value, 'resource') ?? undefined, 'data')
}

/** Containers as the record names them, nearest first. */
function ancestorsIn(value: JsonObject): string[] {
  const ancestors = textsField(value, 'ancestors')
  if (ancestors.length > 0) return ancestors
  const project = textField(value, 'project')
  const organization = textField(value, 'organization')
  return [
    ...(project === null ? [] : [project]),
    ...textsField(value, 'folders'),
    ...(organization === null ? [] : [organization]),
  ].filter((name) => /^(projects|folders|organizations)\/[^/]+$/.test(name))
}

/** Content of exports that stands at an organization's record and is about something else. */
const ACCESS_CONTENTS = [
  ['servicePerimeter', 'accesscontextmanager.googleapis.com/ServicePerimeter'],
  ['accessLevel', 'accesscontextmanager.googleapis.com/AccessLevel'],
  ['accessPolicy', 'accesscontextmanager.googleapis.com/AccessPolicy'],
] as const

function assetOf(item: Item, record: CallRecord, directory: Directory): Asset {
  const { value } = item
  for (const [field, assetType] of ACCESS_CONTENTS) {
    const data = objectField(value, field)
    const name = textField(data ?? undefined, 'name')
    if (data === null || name === null) continue
    const organization = containerId(item.name, directory)
    const ancestors = organization === null ? [] : [organization]
    return { id: name, rawName: name, assetType, data, ancestors, parent: null, item: value, record }
  }
  const id = canonicalName(item.name, directory)
  const data = dataOf(item)
  const said = ancestorsIn(value).flatMap((name) => containerId(name, directory) ?? [])
  const ancestors = said.length > 0 || isContainer(id) ? said : projectBeside(data, record, directory)
  const policy =
    item.call === POLICY
      ? value
      : item.call === SEARCHED_POLICIES
        ? fieldOf(value, 'policy')
        : fieldOf(value, 'iamPolicy')
  const parent = parentIn(value, data)
  return {
    id,
    rawName: item.name,
    assetType: item.assetType,
    data,
    ...(policy === undefined ? {} : { policy }),
    ancestors: ancestors.filter((container) => container !== id),
    parent: parent === null ? null : canonicalName(parent, directory),
    item: value,
    record,
  }
}

/** The project that a record names by its number, else the one that the path names. */
function projectBeside(data: JsonObject | null, { account }: CallRecord, directory: Directory): string[] {
  const number = numeralField(data ?? undefined, 'projectNumber')
  const isProject = account !== '' && (!/^[0-9]+$/.test(account) || directory.projectIds.has(account))
  const key = number ?? (isProject ? account : null)
  const id = key === null ? null : containerId(`projects/${key}`, directory)
  return id === null ? [] : [id]
}

/** Parents stand in the export's wrapper, in search results, or in the container itself (two spellings). */
function parentIn(value: JsonObject, data: JsonObject | null): string | null {
  const wrapped = textField(objectField(value, 'resource') ?? undefined, 'parent')
  const searched = textField(value, 'parentFullResourceName')
  if (wrapped !== null || searched !== null) return wrapped ?? searched
  const own = fieldOf(data ?? undefined, 'parent')
  if (typeof own === 'string' && /^(folders|organizations)\//.test(own)) return fullName(own)
  if (!isObject(own)) return null
  const id = numeralField(own, 'id')
  const type = textField(own, 'type')
  return id === null || (type !== 'folder' && type !== 'organization') ? null : fullName(`${type}s/${id}`)
}

type Hierarchy = Pick<Inventory, 'byId' | 'scopeOf' | 'above' | 'imported' | 'topmost' | 'roots'>

function hierarchyOf(assets: readonly Asset[], directory: Directory): Hierarchy {
  const byId = new Map<string, Asset[]>()
  const parents = new Map<string, string>()
  const imported = new Set<string>()
  const put = (child: string, parent: string): void => {
    if (child !== parent && !parents.has(child)) parents.set(child, parent)
  }
  for (const asset of assets) {
    const { id, ancestors, parent } = asset
    const list = byId.get(id)
    if (list === undefined) byId.set(id, [asset])
    else list.push(asset)
    ancestors.forEach((container, at) => {
      const next = ancestors[at + 1]
      if (next !== undefined) put(container, next)
    })
    if (!isContainer(id)) continue
    if (asset.data !== null || asset.policy !== undefined || Object.hasOwn(asset.item, 'displayName')) imported.add(id)
    const next = ancestors[0] ?? parent
    if (next !== null && next !== undefined && isContainer(next)) put(id, next)
  }
  const above = (container: string): string | null => parents.get(container) ?? null
  const topmost = (id: string): string | null => {
    let best: string | null = null
    const seen = new Set<string>()
    for (let at: string | null = id; at !== null && !seen.has(at); at = above(at)) {
      seen.add(at)
      if (imported.has(at)) best = at
    }
    return best
  }
  const scopeOf = (asset: Asset): string | null => {
    if (isContainer(asset.id)) return above(asset.id)
    for (let name = asset.id, cut = name.lastIndexOf('/'); cut > 2; cut = name.lastIndexOf('/')) {
      name = name.slice(0, cut)
      if (name !== asset.id && byId.has(name) && !isContainer(name)) return name
    }
    if (asset.parent !== null && asset.parent !== asset.id && byId.has(asset.parent)) return asset.parent
    const said = asset.ancestors[0] ?? (asset.parent !== null && isContainer(asset.parent) ? asset.parent : null)
    if (said !== null) return said
    for (const other of byId.get(asset.id) ?? []) if (other.ancestors[0] !== undefined) return other.ancestors[0]
    const project = projectInName(asset.rawName)
    return project === null ? null : containerId(`projects/${project}`, directory)
  }
  const roots = [...new Set([...imported].flatMap((id) => topmost(id) ?? []))].sort(compareText)
  return { byId, scopeOf, above, imported, topmost, roots }
}
