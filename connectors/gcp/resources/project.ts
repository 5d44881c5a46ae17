import { numeralField, textField } from '../fields.js'
import type { ResourceType } from '../resource-type.js'

/**
 * Projects. Their nodes are made with the hierarchy.
 *
 * @see https://cloud.google.com/resource-manager/reference/rest/v3/projects
 */
export const project: ResourceType = {
  type: 'gcp_project',
  assetTypes: ['cloudresourcemanager.googleapis.com/Project'],
  listed: {
    call: 'cloudresourcemanager projects-list',
    list: 'projects',
    paths: ['projects'],
    nameOf: (item) => {
      const id = textField(item, 'projectId')
      const isProject =
        numeralField(item, 'projectNumber') !== null || /^projects\/[0-9]+$/.test(textField(item, 'name') ?? '')
      const state = textField(item, 'lifecycleState') ?? textField(item, 'state')
      return id !== null && isProject && (state !== null || textField(item, 'createTime') !== null)
        ? `//cloudresourcemanager.googleapis.com/projects/${id}`
        : null
    },
  },
}
