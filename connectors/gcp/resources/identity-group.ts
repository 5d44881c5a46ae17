import { GROUPS_READER } from '../collect/declaration.js'
import { textField, objectField } from '../fields.js'
import { addGroup } from '../groups.js'
import { type ResourceType } from '../resource-type.js'

/**
 * Groups of Cloud Identity and Google Workspace.
 *
 * @see https://cloud.google.com/identity/docs/reference/rest/v1/groups
 */
export const identityGroup: ResourceType = {
  type: 'google_cloud_identity_group',
  assetTypes: ['cloudidentity.googleapis.com/Group'],
  listed: {
    call: 'cloudidentity groups-list',
    list: 'groups',
    paths: ['groups', 'identity-groups'],
    nameOf: (item) => {
      const name = textField(item, 'name') ?? ''
      if (/^groups\/[^/]+$/.test(name) && objectField(item, 'groupKey') !== null)
        return `//cloudidentity.googleapis.com/${name}`
      const id = textField(item, 'id')
      return textField(item, 'kind') === 'admin#directory#group' && id !== null
        ? `//cloudidentity.googleapis.com/groups/${id}`
        : null
    },
  },
  collect: {
    calls: {
      'cloudidentity groups-get': {
        url: 'cloudidentity.googleapis.com/v1/{name}',
        needs: [GROUPS_READER],
        of: 'cloudidentity groups-lookup',
        list: null,
      },
      'cloudidentity groups-list': {
        url: 'cloudidentity.googleapis.com/v1/groups',
        query: { parent: '{parent}', view: 'FULL', pageSize: '500' },
        needs: [GROUPS_READER],
        of: [],
      },
    },
  },
  normalize(asset, inventory, facts) {
    const mail = inventory.groups.get(asset.rawName.slice(asset.rawName.lastIndexOf('/') + 1))
    if (mail !== undefined) addGroup(mail, asset, inventory, facts)
  },
}
