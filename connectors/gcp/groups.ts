import type { FactsBuilder } from '../../src/connector/index.js'
import type { Asset, Inventory } from './asset.js'
import { objectField, textField } from './fields.js'
import { groupKeyIn, groupMail } from './group-key.js'
import { addGap } from './resource-type.js'
import { projectOfMail } from './service-accounts.js'

/** A group's node; `membersRead` says whether its members are known. */
export function addGroup(mail: string, asset: Asset, inventory: Inventory, facts: FactsBuilder): void {
  facts.node({
    id: `group:${mail}`,
    kind: 'Principal',
    type: 'google_cloud_identity_group',
    cloud: 'gcp',
    scope: asset.ancestors[asset.ancestors.length - 1] ?? inventory.organization,
    name: inventory.groupNames.get(mail) ?? mail,
    properties: { email: mail, membersRead: inventory.readGroups.has(mail) },
  })
}

/** A member of a group: a node for either and the edge between them. */
export function addMembership(asset: Asset, inventory: Inventory, facts: FactsBuilder): void {
  const key = groupKeyIn(asset.rawName)
  const group = key === null ? null : groupMail(key, inventory)
  if (group === null) {
    addGap(facts, {
      scope: inventory.organization ?? '',
      service: 'cloudidentity',
      call: 'groups.list',
      reason: 'not-collected',
      message: `members of \`groups/${key ?? ''}\` are there, and not which address the group has`,
    })
    return
  }
  addGroup(group, asset, inventory, facts)
  const member = memberOf(asset, inventory)
  if (member === null) {
    addGap(facts, {
      scope: inventory.organization ?? '',
      service: 'cloudidentity',
      call: 'groups.memberships.list',
      reason: 'failed',
      message: `a member of \`group:${group}\` has no address`,
    })
    return
  }
  const [kind = '', mail = ''] = [member.slice(0, member.indexOf(':')), member.slice(member.indexOf(':') + 1)]
  if (kind === 'group') addGroup(mail, asset, inventory, facts)
  else if (facts.get(member) === undefined && !inventory.byId.has(member))
    facts.node({
      id: member,
      kind: 'Principal',
      type: kind === 'serviceAccount' ? 'google_service_account' : 'google_user',
      cloud: 'gcp',
      scope: kind === 'serviceAccount' ? projectOfMail(mail, inventory) : null,
      name: mail,
      properties: kind === 'serviceAccount' || kind === 'user' ? { email: mail } : {},
    })
  facts.edge({ from: member, to: `group:${group}`, type: 'MEMBER_OF' })
}

/** A member as policies would name it. A whole directory (`CUSTOMER`) has no address. */
function memberOf({ data }: Asset, inventory: Inventory): string | null {
  const key = objectField(data ?? undefined, 'preferredMemberKey') ?? objectField(data ?? undefined, 'memberKey')
  const id = (textField(key ?? undefined, 'id') ?? textField(data ?? undefined, 'email'))?.toLowerCase()
  if (id === undefined) return null
  if (id.startsWith('principal:') || id.startsWith('principalset:')) return textField(key ?? undefined, 'id')
  if (!id.includes('@')) return null
  const type = textField(data ?? undefined, 'type')
  if (type === 'SERVICE_ACCOUNT' || id.endsWith('gserviceaccount.com')) return `serviceAccount:${id}`
  if (type === 'GROUP' || inventory.groupMails.has(id)) return `group:${id}`
  return `user:${id}`
}
