import { objectField, textField } from '../fields.js'
import { containerId } from '../full-name.js'
import type { ResourceType } from '../resource-type.js'
import { addContainer } from '../scopes.js'

const NAME = /^((?:organizations|folders|projects)\/[^/]+)\/policies\/[^/]+$/

/**
 * Organization policies, v2 and, where the path tells of what, v1. They become constraints of their container.
 *
 * @see https://cloud.google.com/resource-manager/docs/reference/orgpolicy/rest/v2/organizations.policies
 */
export const organizationPolicy: ResourceType = {
  type: 'google_org_policy_policy',
  assetTypes: ['orgpolicy.googleapis.com/Policy'],
  listed: {
    call: 'orgpolicy policies-list',
    paths: ['org-policies', 'organization-policies'],
    isOwnWord: true,
    nameOf: (item) => {
      const name = textField(item, 'name') ?? ''
      return NAME.test(name) && objectField(item, 'spec') !== null ? `//orgpolicy.googleapis.com/${name}` : null
    },
  },
  collect: {
    calls: {
      'orgpolicy policies-list': {
        url: 'orgpolicy.googleapis.com/v2/{parent}/policies',
        query: { pageSize: '1000' },
        needs: ['orgpolicy.policies.list', 'orgpolicy.policy.get'],
        of: ['organizations', 'folders', 'projects'],
        list: 'policies',
        isFallback: true,
      },
    },
  },
  normalize({ data }, inventory, facts) {
    const scope = containerId(NAME.exec(textField(data ?? undefined, 'name') ?? '')?.[1] ?? '', inventory)
    if (scope !== null) addContainer(scope, inventory, facts)
  },
}
