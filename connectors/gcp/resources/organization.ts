import { textField } from '../fields.js'
import type { ResourceType } from '../resource-type.js'

/**
 * Organizations. Their nodes are made with the hierarchy.
 *
 * @see https://cloud.google.com/resource-manager/reference/rest/v3/organizations
 */
export const organization: ResourceType = {
  type: 'gcp_organization',
  assetTypes: ['cloudresourcemanager.googleapis.com/Organization'],
  listed: {
    call: 'cloudresourcemanager organizations-list',
    list: 'organizations',
    paths: ['organizations'],
    nameOf: (item) => {
      const name = textField(item, 'name') ?? ''
      return /^organizations\/[0-9]+$/.test(name) && textField(item, 'displayName') !== null
        ? `//cloudresourcemanager.googleapis.com/${name}`
        : null
    },
  },
}
