import { addDocument } from '../documents.js'
import { textField } from '../fields.js'
import { containerId } from '../full-name.js'
import type { ResourceType } from '../resource-type.js'
import { addContainer } from '../scopes.js'

const NAME = /^((?:organizations|folders|projects)\/[^/]+)\/locations\/[^/]+\/entitlements\/[^/]+$/

/**
 * Entitlements of Privileged Access Manager: roles that somebody may get on request.
 *
 * @see https://cloud.google.com/iam/docs/reference/pam/rest/v1/projects.locations.entitlements
 */
export const pamEntitlement: ResourceType = {
  type: 'google_privileged_access_manager_entitlement',
  assetTypes: ['privilegedaccessmanager.googleapis.com/Entitlement'],
  listed: {
    call: 'privilegedaccessmanager entitlements-list',
    list: 'entitlements',
    paths: ['entitlements', 'pam-entitlements'],
    isOwnWord: true,
    nameOf: (item) => {
      const name = (textField(item, 'name') ?? '').replace(/^\/\/privilegedaccessmanager\.googleapis\.com\//, '')
      return NAME.test(name) ? `//privilegedaccessmanager.googleapis.com/${name}` : null
    },
  },
  collect: {
    fromAssets: false,
    calls: {
      'privilegedaccessmanager entitlements-list': {
        url: 'privilegedaccessmanager.googleapis.com/v1/{parent}/locations/global/entitlements',
        query: { pageSize: '500' },
        needs: ['privilegedaccessmanager.entitlements.list'],
        of: ['organizations', 'folders', 'projects'],
      },
    },
  },
  normalize({ data, rawName }, inventory, facts) {
    const name =
      textField(data ?? undefined, 'name') ?? rawName.replace(/^\/\/privilegedaccessmanager\.googleapis\.com\//, '')
    const to = containerId(NAME.exec(name)?.[1] ?? '', inventory)
    if (data === null || to === null) return
    addContainer(to, inventory, facts)
    addDocument(facts, {
      id: name,
      name: name.slice(name.lastIndexOf('/') + 1),
      document: { type: 'entitlement', ...data },
      scope: to,
      service: 'privilegedaccessmanager',
      call: 'entitlements.get',
    })
    facts.attach({ document: name, to, as: 'grant' })
  },
}
