import { addProvider } from '../identity-providers.js'
import { named, type ResourceType } from '../resource-type.js'

/**
 * Providers of workforce pools.
 *
 * @see https://cloud.google.com/iam/docs/reference/rest/v1/locations.workforcePools.providers
 */
export const workforcePoolProvider: ResourceType = {
  type: 'google_iam_workforce_pool_provider',
  assetTypes: ['iam.googleapis.com/WorkforcePoolProvider'],
  hasNoPolicy: true,
  listed: {
    call: 'iam workforce-pools-providers-list',
    list: 'workforcePoolProviders',
    paths: ['workforce-pool-providers', 'workforce-providers'],
    isOwnWord: true,
    nameOf: named('iam.googleapis.com', /^locations\/global\/workforcePools\/[^/]+\/providers\/[^/]+$/),
  },
  collect: {
    calls: {
      'iam workforce-pools-providers-list': {
        url: 'iam.googleapis.com/v1/{name}/providers',
        query: { pageSize: '100' },
        needs: ['iam.googleapis.com/workforcePoolProviders.list'],
        of: 'iam workforce-pools-list',
      },
    },
  },
  normalize(asset, inventory, facts) {
    addProvider(asset, inventory, facts, this.type)
  },
}
