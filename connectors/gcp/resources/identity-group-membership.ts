import { GROUPS_READER } from '../collect/declaration.js'
import { objectField, textField } from '../fields.js'
import { addMembership } from '../groups.js'
import { type ResourceType } from '../resource-type.js'

/**
 * Memberships of groups: the Groups API, `gcloud identity groups memberships list`, and the Directory API.
 *
 * LIMIT: a membership that expires is taken for one that stays.
 * @see https://cloud.google.com/identity/docs/reference/rest/v1/groups.memberships
 * @see https://developers.google.com/workspace/admin/directory/reference/rest/v1/members
 */
export const identityGroupMembership: ResourceType = {
  type: 'google_cloud_identity_group_membership',
  assetTypes: ['cloudidentity.googleapis.com/Membership'],
  listed: {
    call: 'cloudidentity groups-memberships-list',
    list: 'memberships',
    paths: ['memberships', 'group-memberships', 'groups-memberships-list', 'group-members'],
    nameOf: (item, place) => {
      const name = textField(item, 'name') ?? ''
      if (/^groups\/[^/]+\/memberships\/[^/]+$/.test(name)) return `//cloudidentity.googleapis.com/${name}`
      const [group] = place.subject
      if (group === undefined || group.startsWith('//')) return null
      const key = group.replace(/^groups\//, '')
      const member =
        textField(objectField(item, 'preferredMemberKey') ?? objectField(item, 'memberKey') ?? undefined, 'id') ??
        (textField(item, 'kind') === 'admin#directory#member'
          ? (textField(item, 'email') ?? textField(item, 'id'))
          : null)
      return member === null ? null : `//cloudidentity.googleapis.com/groups/${key}/memberships/${member}`
    },
  },
  collect: {
    calls: {
      'cloudidentity groups-memberships-list': {
        url: 'cloudidentity.googleapis.com/v1/{name}/memberships',
        query: { view: 'FULL', pageSize: '500' },
        needs: [GROUPS_READER],
        of: 'cloudidentity groups-lookup',
      },
    },
  },
  normalize(asset, inventory, facts) {
    addMembership(asset, inventory, facts)
  },
}
