import type { CallRecord, FactsBuilder } from '../../src/connector/index.js'

import { idKey, managementGroupId, subscriptionOf, SUBSCRIPTIONS } from './arm-id.js'
import { ASSIGNMENT_LISTS, ELIGIBLE_INSTANCES, ELIGIBLE_SCHEDULES, ROLE_ASSIGNMENTS } from './assignment.js'
import { isThrottling } from './error-text.js'
import { field, guidField, objectField, objectsField, textField, textsField } from './fields.js'
import type { ListIndex } from './list-index.js'
import { callKey, isGraphPath } from './list-name.js'
import { USER_ASSIGNED } from './managed-identity.js'
import { MEMBERS, membershipsOf } from './membership.js'
import { principalId } from './principal.js'
import type { Records, SubscriptionFacts } from './records.js'
import { addGap, someOf } from './resource-type.js'
import { APPLICATION_CREDENTIALS, APPLICATIONS } from './resources/application.js'
import { DENY_ASSIGNMENTS } from './resources/deny-assignment.js'
import { REGISTRATION_ASSIGNMENTS } from './resources/registration-assignment.js'
import { ROLE_DEFINITIONS } from './resources/role-definition.js'
import { IDENTITY_CREDENTIALS } from './resources/user-assigned-identity.js'
import { tenantId } from './tree.js'

/** What must be asked of each subscription; any of the lists answers. */
const PER_SUBSCRIPTION: readonly (readonly [about: string, list: string, same?: string])[] = [
  ['role assignments', ROLE_ASSIGNMENTS],
  ['deny assignments', DENY_ASSIGNMENTS],
  ['delegations to other tenants (Azure Lighthouse)', REGISTRATION_ASSIGNMENTS],
  ['roles that somebody may activate', ELIGIBLE_INSTANCES, ELIGIBLE_SCHEDULES],
]

/** What must be asked of each tenant. */
const PER_TENANT: readonly (readonly [about: string, list: string])[] = [
  ['users', 'graph/users'],
  ['groups', 'graph/groups'],
  ['service principals', 'graph/servicePrincipals'],
  ['applications and their federated credentials', APPLICATIONS],
]

/**
 * Adds a gap for everything that the records leave open.
 *
 * LIMIT: a list that its command narrowed down (`az role assignment list` without `--all`) looks like a whole one.
 */
export function addCoverageGaps(records: Records, facts: FactsBuilder, lists: ListIndex): void {
  addCallGaps(records, facts, lists)
  addPageGaps(records, facts, lists)
  for (const subscription of records.subscriptions.values()) addSubscriptionGaps(records, facts, subscription)
  for (const tenant of records.tenants) addTenantGaps(records, facts, tenant)
  addRoleGaps(records, facts)
  addMemberGaps(records, facts)
}

/** Calls that were refused or failed, and answers of which a part could not be read. */
function addCallGaps(records: Records, facts: FactsBuilder, lists: ListIndex): void {
  for (const record of records.all) {
    const list = lists.ofCall(callKey(record))
    if (list === null) continue
    const whats = [...(records.damages.get(record) ?? [])]
    if (whats.length > 0)
      addGap(facts, {
        scope: scopeOf(records, record),
        list,
        reason: 'failed',
        message: `\`${record.file}\`: ${whats.sort().join(', ')}`,
      })
    if (record.status !== 'denied' && record.status !== 'failed') continue
    const message = record.message ?? 'no answer'
    addGap(facts, {
      scope: scopeOf(records, record),
      list,
      reason: record.status === 'denied' ? 'denied' : isThrottling(message) ? 'throttled' : 'failed',
      message: `\`${record.file}\`: ${message}`,
    })
  }
}

function scopeOf(records: Records, { subject, account }: CallRecord): string {
  const subscription = records.subscriptions.get(subscriptionOf(subject[0] ?? '') ?? '')
  return subscription?.id ?? (records.subscriptions.has(account) ? `/subscriptions/${account}` : tenantId(account))
}

/** Lists of which every page that is there says that another follows. */
function addPageGaps(records: Records, facts: FactsBuilder, lists: ListIndex): void {
  const groups = new Map<string, { open: CallRecord[]; pages: number }>()
  for (const record of records.all) {
    if (record.status !== 'ok' && record.status !== 'none') continue
    const key = [record.account, callKey(record), ...record.subject].join('\n')
    const group = groups.get(key) ?? { open: [], pages: 0 }
    groups.set(key, group)
    group.pages += 1
    if (field(record.body, 'continues') === true) group.open.push(record)
  }
  for (const { open, pages } of groups.values()) {
    const [record] = open
    const list = record === undefined ? null : lists.ofCall(callKey(record))
    if (record === undefined || list === null || open.length < pages) continue
    addGap(facts, {
      scope: scopeOf(records, record),
      list,
      reason: 'not-collected',
      message: `\`${record.file}\` is cut off: the answer goes on and its next page is not there`,
    })
  }
}

/**
 * A list below the tenant's folder answers for all of its subscriptions, one below a subscription's for that one; a
 * list of something narrower (a resource group, a management group) answers for neither.
 */
function isAsked(records: Records, list: string, tenant: string, subscription: string): boolean {
  return records.of(list, tenant).some(({ subject }) => {
    const [first] = subject
    return first === undefined || (subject.length === 1 && idKey(first) === `/subscriptions/${subscription}`)
  })
}

function addSubscriptionGaps(records: Records, facts: FactsBuilder, { id, tenant }: SubscriptionFacts): void {
  const subscription = subscriptionOf(id) ?? ''
  // A delegated subscription is listed below the tenant through which it was seen.
  const accounts = new Set([tenant, subscription, ...records.seenFrom(subscription)])
  for (const [about, list, same] of PER_SUBSCRIPTION) {
    const asked = [list, ...(same === undefined ? [] : [same])]
    if (asked.some((one) => [...accounts].some((account) => isAsked(records, one, account, subscription)))) continue
    addGap(facts, {
      scope: id,
      list,
      reason: 'not-collected',
      message: `${about} of subscription \`${id}\` are not in the dump`,
    })
  }
}

function addTenantGaps(records: Records, facts: FactsBuilder, tenant: string): void {
  const scope = tenantId(tenant)
  for (const [about, list] of PER_TENANT)
    if (records.of(list, tenant).length === 0)
      addGap(facts, {
        scope,
        list,
        reason: 'not-collected',
        message: `${about} of tenant \`${tenant}\` are not in the dump`,
      })
  if (
    records.of(SUBSCRIPTIONS, tenant).length === 0 &&
    ![...records.subscriptions.values()].some((one) => one.tenant === tenant)
  )
    addGap(facts, {
      scope,
      list: SUBSCRIPTIONS,
      reason: 'not-collected',
      message: `subscriptions of tenant \`${tenant}\` are not in the dump`,
    })
  addCredentialGaps(records, facts, tenant)
}

/** Applications and identities that are listed without their federated credentials. */
function addCredentialGaps(records: Records, facts: FactsBuilder, tenant: string): void {
  const asked = new Set(
    records.of(APPLICATION_CREDENTIALS, tenant).map(({ subject }) => (subject[subject.length - 1] ?? '').toLowerCase()),
  )
  const bare = records.entries(APPLICATIONS).filter(({ value, record }) => {
    if (record.account !== tenant || field(value, 'federatedIdentityCredentials') !== undefined) return false
    if ((textField(record.body, 'context') ?? '').includes('federatedIdentityCredentials(')) return false
    return !['id', 'appId', 'displayName'].some((name) => asked.has((textField(value, name) ?? ' ').toLowerCase()))
  })
  if (bare.length > 0)
    addGap(facts, {
      scope: tenantId(tenant),
      list: APPLICATION_CREDENTIALS,
      reason: 'not-collected',
      message: `federated credentials of ${someOf(bare.map(({ value }) => textField(value, 'displayName') ?? textField(value, 'id') ?? ''))} were not read: list applications with \`$expand=federatedIdentityCredentials\``,
    })
  for (const [subscription, { id, tenant: own }] of records.subscriptions) {
    if (own !== tenant || isAsked(records, IDENTITY_CREDENTIALS, tenant, subscription)) continue
    const answered = new Set(
      records.of(IDENTITY_CREDENTIALS, tenant).map(({ subject }) => (subject[subject.length - 1] ?? '').toLowerCase()),
    )
    const silent = records
      .arm(USER_ASSIGNED)
      .filter((entry) => subscriptionOf(entry.id) === subscription)
      .filter((entry) => !answered.has(entry.name.toLowerCase()) && !answered.has(idKey(entry.id)))
    if (silent.length > 0)
      addGap(facts, {
        scope: id,
        list: IDENTITY_CREDENTIALS,
        reason: 'not-collected',
        message: `federated credentials of ${someOf(silent.map(({ name }) => name))} were not read: \`az identity federated-credential list\``,
      })
  }
}

/** Roles that are assigned, activated or delegated and whose definition is not there. */
function addRoleGaps(records: Records, facts: FactsBuilder): void {
  const defined = new Set(records.arm(ROLE_DEFINITIONS).map(({ id }) => lastPart(id)))
  const add = (role: string | null, name: string | null, scope: string): void => {
    const guid = role === null ? null : lastPart(role)
    if (guid === null || guid === '' || defined.has(guid)) return
    addGap(facts, {
      scope,
      list: ROLE_DEFINITIONS,
      reason: 'not-collected',
      message: `what role \`${guid}\`${name === null ? '' : ` (\`${name}\`)`} grants is not in the dump: \`az role definition list --name ${guid}\``,
    })
  }
  const scopeOfRole = (written: string, tenant: string): string =>
    records.subscriptions.get(subscriptionOf(written) ?? '')?.id ?? managementGroupOf(written) ?? tenantId(tenant)
  for (const list of ASSIGNMENT_LISTS)
    for (const { id, properties, tenant } of records.arm(list)) {
      const scope = scopeOfRole(textField(properties, 'scope') ?? id, tenant)
      add(textField(properties, 'roleDefinitionId'), textField(properties, 'roleDefinitionName'), scope)
    }
  for (const { id, properties, tenant } of records.arm(REGISTRATION_ASSIGNMENTS)) {
    const definition = objectField(objectField(properties, 'registrationDefinition') ?? {}, 'properties') ?? {}
    for (const granted of ['authorizations', 'eligibleAuthorizations'])
      for (const authorization of objectsField(definition, granted))
        for (const role of [
          textField(authorization, 'roleDefinitionId'),
          ...textsField(authorization, 'delegatedRoleDefinitionIds'),
        ])
          add(role, null, scopeOfRole(id, tenant))
  }
}

function managementGroupOf(scope: string): string | null {
  const parts = scope.split('/')
  return parts[3]?.toLowerCase() === 'managementgroups' ? managementGroupId(parts[4] ?? '') : null
}

function lastPart(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1).toLowerCase()
}

/** Groups that hold something, or are in a group that does, and whose members are not all known. */
function addMemberGaps(records: Records, facts: FactsBuilder): void {
  const memberships = membershipsOf(records)
  const asked = new Set(
    records.of(MEMBERS).map(({ account, subject }) => principalId(account, subject[subject.length - 1] ?? '')),
  )
  const queue = namedGroups(records, facts)
  const seen = new Set(queue)
  for (let at = 0; at < queue.length; at++) {
    const id = queue[at] ?? ''
    const group = memberships.get(id)
    for (const member of group?.members ?? []) {
      const inner = principalId(group?.tenant ?? '', guidField(member, 'id') ?? '')
      if (facts.get(inner)?.type !== 'azuread_group' || seen.has(inner)) continue
      seen.add(inner)
      queue.push(inner)
    }
    if (group?.isRead === true || asked.has(id)) continue
    const objectId = id.slice(id.lastIndexOf('/') + 1)
    const name = facts.get(id)?.name ?? objectId
    addGap(facts, {
      scope: id,
      list: MEMBERS,
      reason: 'not-collected',
      message: `members of group \`${objectId}\`${name === objectId ? '' : ` (\`${name}\`)`} ${group?.isCut === true ? 'may be more than the 20 that Graph expands' : 'were not read'}: \`az ad group member list --group ${objectId}\``,
    })
  }
}

/** Groups of ours that an assignment names. */
function namedGroups(records: Records, facts: FactsBuilder): string[] {
  const out = new Set<string>()
  const add = (tenant: string, objectId: string | null): void => {
    const id = objectId === null ? null : principalId(tenant, objectId)
    const node = id === null ? undefined : facts.get(id)
    if (id !== null && node?.type === 'azuread_group' && node.properties['foreign'] !== true) out.add(id)
  }
  for (const list of ASSIGNMENT_LISTS)
    for (const { properties, tenant } of records.arm(list)) add(tenant, guidField(properties, 'principalId'))
  for (const { properties, tenant } of records.arm(DENY_ASSIGNMENTS))
    for (const part of ['principals', 'excludePrincipals'])
      for (const principal of objectsField(properties, part)) add(tenant, guidField(principal, 'id'))
  for (const record of records.all) {
    if (!isGraphPath(`${record.service}/`) || record.status !== 'ok' || !NAMING.has(record.operation)) continue
    for (const value of objectsField(record.body, 'value')) add(record.account, guidField(value, 'principalId'))
  }
  return [...out].sort()
}

const NAMING = new Set([
  'app-role-assignments',
  'role-management-directory-role-assignments',
  'role-management-directory-role-assignment-schedule-instances',
  'role-management-directory-role-eligibility-schedule-instances',
])
