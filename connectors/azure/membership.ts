import type { CallRecord, FactsBuilder } from '../../src/connector/index.js'
import type { JsonObject } from '../../src/model/index.js'
import { guidField, isGuid, listField, objectsField, textField } from './fields.js'
import { addNamedPrincipal, addPrincipal, GROUP, memberKind, principalId } from './principal.js'
import type { Entry, Records } from './records.js'

export const GROUPS = 'graph/groups'
export const MEMBERS = 'graph/groups/*/members'

/**
 * Graph expands this many members and owners of an object, and does not say that there are more.
 *
 * @see https://learn.microsoft.com/en-us/graph/known-issues (query parameter limitations)
 */
const EXPAND_LIMIT = 20

/** Who is in a group, and whether all of them were listed. */
export interface Membership {
  tenant: string
  objectId: string
  members: JsonObject[]
  isRead: boolean
  /** Were the members listed with the group, as many as fit? */
  isCut: boolean
}

const memberships = new WeakMap<Records, Map<string, Membership>>()

/** Members of groups, by principal id of the group. */
export function membershipsOf(records: Records): ReadonlyMap<string, Membership> {
  let known = memberships.get(records)
  if (known === undefined) memberships.set(records, (known = readMemberships(records)))
  return known
}

function readMemberships(records: Records): Map<string, Membership> {
  const out = new Map<string, Membership>()
  const of = (tenant: string, objectId: string): Membership => {
    const id = principalId(tenant, objectId)
    const known = out.get(id) ?? { tenant, objectId, members: [], isRead: false, isCut: false }
    out.set(id, known)
    return known
  }
  for (const { value, record } of records.entries(GROUPS)) {
    const objectId = guidField(value, 'id')
    if (objectId === null) continue
    const group = of(record.account, objectId)
    for (const name of ['members', 'transitiveMembers']) {
      const listed = objectsField(value, name)
      const isWhole = listField(value, name) !== null || contextOf(record).includes(`${name}(`)
      const goesOn = textField(value, `${name}@odata.nextLink`) !== null
      if (!isWhole) continue
      group.members.push(...listed)
      if (goesOn || listed.length === EXPAND_LIMIT) group.isCut = true
      else group.isRead = true
      const list = listField(value, name)
      if (list !== null && list.some((member) => guidField(member, 'id') === null))
        records.damaged(record, 'a member of a group without an id')
    }
  }
  for (const record of records.of(MEMBERS)) {
    const objectId = groupOf(records, record)
    if (objectId === null) {
      if (record.status === 'ok') records.damaged(record, 'members of a group that is not named')
      continue
    }
    if (record.status !== 'ok' && record.status !== 'none') continue
    const group = of(record.account, objectId)
    const listed = objectsField(record.body, 'value')
    if (listed.some((member) => guidField(member, 'id') === null))
      records.damaged(record, 'a member of a group without an id')
    group.members.push(...listed)
    group.isRead = true
  }
  for (const group of out.values()) if (group.isRead) group.isCut = false
  return out
}

function contextOf(record: CallRecord): string {
  return textField(record.body, 'context') ?? ''
}

/** The group that a list of members is about: by object id, or by the name that the Azure CLI was given. */
function groupOf(records: Records, record: CallRecord): string | null {
  const about = record.subject[record.subject.length - 1] ?? ''
  if (isGuid(about)) return about.toLowerCase()
  if (about === '') return null
  for (const { value, record: of } of records.entries(GROUPS))
    if (of.account === record.account && textField(value, 'displayName') === about) return guidField(value, 'id')
  return null
}

/** Makes nodes of those groups and members that no list holds, and joins all of them. */
export function addMembers(records: Records, facts: FactsBuilder): void {
  const groups = membershipsOf(records)
  for (const [id, { tenant, objectId, isRead }] of groups)
    if (facts.get(id) === undefined)
      addPrincipal(facts, records, {
        tenant,
        objectId,
        type: GROUP,
        name: null,
        properties: { membersRead: isRead, listed: false },
      })
  for (const [group, { tenant, members }] of groups)
    for (const member of members) {
      const id = guidField(member, 'id')
      if (id === null) continue
      const name = textField(member, 'displayName')
      const from = addNamedPrincipal(facts, records, tenant, id, { principalType: memberKind(member), name })
      facts.edge({ from, to: group, type: 'MEMBER_OF' })
    }
}

/** Joins somebody with the groups in an expanded `memberOf`. */
export function addMemberOf(facts: FactsBuilder, { value, record }: Entry, from: string): void {
  for (const name of ['memberOf', 'transitiveMemberOf'])
    for (const group of objectsField(value, name)) {
      const id = guidField(group, 'id')
      if (id === null || memberKind(group)?.toLowerCase().endsWith('group') === false) continue
      facts.edge({ from, to: principalId(record.account, id), type: 'MEMBER_OF' })
    }
}

/** Joins those who own a group or service principal with it. */
export function addOwners(
  records: Records,
  facts: FactsBuilder,
  tenant: string,
  owners: readonly JsonObject[],
  owned: readonly string[],
): void {
  for (const owner of owners) {
    const id = guidField(owner, 'id')
    if (id === null) continue
    const name = textField(owner, 'displayName')
    const from = addNamedPrincipal(facts, records, tenant, id, { principalType: memberKind(owner), name })
    for (const to of owned) facts.edge({ from, to, type: 'OWNS' })
  }
}
