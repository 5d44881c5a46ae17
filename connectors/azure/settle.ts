import type { CallRecord, FoundRecord, Malformed } from '../../src/connector/index.js'
import { isObject, type Json, type JsonObject } from '../../src/model/index.js'
import { subscriptionOf } from './arm-id.js'
import { guidField, isGuid, objectField, objectsField, textField } from './fields.js'

/** What all files together say of tenants and subscriptions (all ids in lower case). */
interface Directory {
  /** Tenant of each subscription. */
  ofSubscription: Map<string, string>
  subscriptions: Set<string>
  /** Tenants that the answers of one folder name. */
  ofFolder: Map<string, Set<string>>
  tenants: Set<string>
}

/**
 * Gives each record its tenant: from the folder's id, else from the subscription that it lies in, else from the
 * organization or subscriptions of its folder, else the only tenant that there is. Where none is known an ARM record
 * stands under its subscription; a directory record is then an error that names its file.
 */
export function settle(found: FoundRecord[]): { records: CallRecord[]; malformed: Malformed[] } {
  const directory = readDirectory(found)
  const records: CallRecord[] = []
  const lost = new Set<string>()
  for (const { folder, ...record } of found) {
    const own = folderId(folder)
    const isSubscription = own !== null && directory.subscriptions.has(own)
    const subject =
      isSubscription && record.account === '' && record.subject[0]?.startsWith('/subscriptions/') !== true
        ? [`/subscriptions/${own}`, ...record.subject]
        : record.subject
    const account = accountOf(record, folder, isSubscription ? null : own, subject, directory)
    if (account === null) lost.add(record.file)
    else records.push({ ...record, subject, account })
  }
  const message =
    'no tenant is known: name the folder by its tenant id, or add `organization.json` or `az-account-list.json`'
  return { records, malformed: [...lost].map((path) => ({ path, message })) }
}

function accountOf(
  record: CallRecord,
  folder: string | null,
  folderTenant: string | null,
  subject: readonly string[],
  directory: Directory,
): string | null {
  if (record.account !== '' && !directory.subscriptions.has(record.account)) return record.account
  if (folderTenant !== null) return folderTenant
  const subscription = subscriptionOf(subject[0] ?? '') ?? firstSubscription(record.body)
  const ofSubscription = subscription === null ? undefined : directory.ofSubscription.get(subscription)
  if (ofSubscription !== undefined) return ofSubscription
  const near = only(directory.ofFolder.get(folder ?? '')) ?? only(directory.tenants) ?? subscription
  // A catalogue of roles may come without the tenant in which it was listed: built-in roles are the same everywhere.
  return near ?? (record.operation === 'role-definitions' ? 'global' : null)
}

function readDirectory(found: readonly FoundRecord[]): Directory {
  const directory: Directory = {
    ofSubscription: new Map(),
    subscriptions: new Set(),
    ofFolder: new Map(),
    tenants: new Set(),
  }
  for (const record of found) readRecord(record, directory)
  for (const { account, service, folder } of found) {
    const own = folderId(folder)
    for (const id of [account, service === 'graph' ? own : null, own])
      if (id !== null && isGuid(id) && !directory.subscriptions.has(id)) directory.tenants.add(id)
  }
  return directory
}

function readRecord(record: FoundRecord, directory: Directory): void {
  const { service, operation, folder, body } = record
  const items = objectsField(body, 'value')
  const addTenant = (tenant: string | null): void => {
    if (tenant === null) return
    directory.tenants.add(tenant)
    const key = folder ?? ''
    directory.ofFolder.set(key, (directory.ofFolder.get(key) ?? new Set<string>()).add(tenant))
  }
  if (service === 'microsoft.resources' && operation === 'subscriptions')
    for (const item of items) {
      const id = subscriptionId(item)
      if (id === null) continue
      directory.subscriptions.add(id)
      const tenant = homeTenant(item)
      addTenant(tenant)
      if (tenant !== null && !directory.ofSubscription.has(id)) directory.ofSubscription.set(id, tenant)
    }
  else if (service === 'graph') {
    if (operation === 'organization') items.forEach((item) => addTenant(guidField(item, 'id')))
  } else {
    for (const item of items) {
      const subscription = subscriptionOf(textField(item, 'id') ?? '')
      if (subscription === null) continue
      directory.subscriptions.add(subscription)
      const tenant = guidField(item, 'tenantId') ?? guidField(objectField(item, 'identity') ?? {}, 'tenantId')
      if (tenant !== null && !directory.ofSubscription.has(subscription))
        directory.ofSubscription.set(subscription, tenant)
    }
  }
  const of = subscriptionOf(record.subject[0] ?? '')
  if (of === null) return
  directory.subscriptions.add(of)
  if (record.account !== '' && !directory.ofSubscription.has(of)) directory.ofSubscription.set(of, record.account)
}

/** The id (lower case) of a subscription's own record, as ARM or the Azure CLI prints it. */
export function subscriptionId(item: JsonObject): string | null {
  return guidField(item, 'subscriptionId') ?? subscriptionOf(textField(item, 'id') ?? '') ?? guidField(item, 'id')
}

/**
 * The tenant that a subscription belongs to. The Azure CLI's `tenantId` is the tenant through which it was seen.
 *
 * @see https://learn.microsoft.com/en-us/cli/azure/account#az-account-list
 */
export function homeTenant(item: JsonObject): string | null {
  return (
    guidField(item, 'homeTenantId') ??
    guidField(item, 'tenantId') ??
    guidField(objectField(item, 'properties') ?? {}, 'tenantId')
  )
}

function firstSubscription(body: Json): string | null {
  if (!isObject(body)) return null
  for (const item of objectsField(body, 'value')) {
    const subscription = subscriptionOf(textField(item, 'id') ?? '')
    if (subscription !== null) return subscription
  }
  return null
}

function folderId(folder: string | null): string | null {
  const last = (folder ?? '').slice(-36).toLowerCase()
  return isGuid(last) ? last : null
}

function only(set: ReadonlySet<string> | undefined): string | null {
  const [first] = set ?? []
  return set?.size === 1 && first !== undefined ? first : null
}
