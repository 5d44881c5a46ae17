import { booleanField, textField } from '../fields.js'
import { addDocument } from '../documents.js'
import { named, type ResourceType } from '../resource-type.js'
import { roleName } from '../role-name.js'

/**
 * Roles, predefined and custom. One without its permissions (a list that leaves them out) says nothing.
 *
 * @see https://cloud.google.com/iam/docs/reference/rest/v1/roles
 */
export const role: ResourceType = {
  type: 'google_iam_role',
  assetTypes: ['iam.googleapis.com/Role'],
  listed: {
    call: 'iam roles-list',
    list: 'roles',
    paths: ['roles', 'iam-roles', 'custom-roles'],
    nameOf: named('iam.googleapis.com', /^(?:(?:projects|organizations)\/[^/]+\/)?roles\/[^/]+$/),
  },
  collect: {
    calls: {
      'iam roles-list': {
        url: 'iam.googleapis.com/v1/{parent}/roles',
        query: { view: 'FULL', pageSize: '1000' },
        needs: ['iam.roles.list', 'iam.roles.get'],
        of: ['organizations', 'projects'],
      },
    },
  },
  normalize({ data, id }, inventory, facts) {
    if (data === null) return
    const name = roleName(textField(data, 'name') ?? id, inventory.projectIds)
    const permissions = data['includedPermissions']
    const isList = Array.isArray(permissions) && permissions.every((permission) => typeof permission === 'string')
    const isDeleted = booleanField(data, 'deleted') === true
    if (!isList && inventory.fullRoles.has(name)) return
    addDocument(facts, {
      id: name,
      name: textField(data, 'title') ?? name,
      document: {
        name,
        title: textField(data, 'title'),
        ...(isList ? { includedPermissions: [...permissions].sort() } : {}),
        stage: textField(data, 'stage'),
        deleted: isDeleted,
      },
      scope: name.startsWith('roles/')
        ? ''
        : `//cloudresourcemanager.googleapis.com/${name.split('/').slice(0, 2).join('/')}`,
      service: 'iam',
      call: 'roles.get',
    })
  },
}
