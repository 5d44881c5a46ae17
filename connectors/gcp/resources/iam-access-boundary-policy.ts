import { addDocument } from '../documents.js'
import { textField } from '../fields.js'
import type { ResourceType } from '../resource-type.js'

const NAME = /^organizations\/[^/]+\/locations\/[^/]+\/(?:principalAccessBoundaryPolicies|accessPolicies)\/[^/]+$/

/**
 * Principal access boundary policies (v3). What they bind is said by policy bindings.
 *
 * @see https://cloud.google.com/iam/docs/reference/rest/v3/organizations.locations.principalAccessBoundaryPolicies
 */
export const iamAccessBoundaryPolicy: ResourceType = {
  type: 'google_iam_principal_access_boundary_policy',
  assetTypes: ['iam.googleapis.com/PrincipalAccessBoundaryPolicy'],
  listed: {
    call: 'iam principal-access-boundary-policies-list',
    list: 'principalAccessBoundaryPolicies',
    paths: ['principal-access-boundary-policies'],
    isOwnWord: true,
    nameOf: (item) => {
      const name = (textField(item, 'name') ?? '').replace(/^\/\/iam\.googleapis\.com\//, '')
      return NAME.test(name) ? `//iam.googleapis.com/${name}` : null
    },
  },
  collect: {
    fromAssets: false,
    calls: {
      'iam principal-access-boundary-policies-list': {
        url: 'iam.googleapis.com/v3/{parent}/locations/global/principalAccessBoundaryPolicies',
        query: { pageSize: '1000' },
        needs: ['iam.principalaccessboundarypolicies.list'],
        of: ['organizations'],
        library: 'listPrincipalAccessBoundaryPolicies',
      },
    },
  },
  normalize({ data, rawName, ancestors }, _inventory, facts) {
    if (data === null) return
    const name = textField(data, 'name') ?? rawName.replace(/^\/\/iam\.googleapis\.com\//, '')
    addDocument(facts, {
      id: name,
      name: textField(data, 'displayName') ?? name.slice(name.lastIndexOf('/') + 1),
      document: data,
      scope: ancestors[0] ?? `//cloudresourcemanager.googleapis.com/${name.split('/').slice(0, 2).join('/')}`,
      service: 'iam',
      call: 'principalAccessBoundaryPolicies.get',
    })
  },
}
