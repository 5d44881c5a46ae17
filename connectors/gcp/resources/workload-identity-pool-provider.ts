import { addProvider } from '../identity-providers.js'
import { named, type ResourceType } from '../resource-type.js'

/**
 * Providers of workload identity pools: whose tokens are taken, and what is asked of them.
 *
 * @see https://cloud.google.com/iam/docs/reference/rest/v1/projects.locations.workloadIdentityPools.providers
 */
export const workloadIdentityPoolProvider: ResourceType = {
  type: 'google_iam_workload_identity_pool_provider',
  assetTypes: ['iam.googleapis.com/WorkloadIdentityPoolProvider'],
  hasNoPolicy: true,
  listed: {
    call: 'iam workload-identity-pools-providers-list',
    list: 'workloadIdentityPoolProviders',
    paths: ['workload-identity-pool-providers', 'workload-identity-providers'],
    isOwnWord: true,
    nameOf: named(
      'iam.googleapis.com',
      /^projects\/[^/]+\/locations\/global\/workloadIdentityPools\/[^/]+\/providers\/[^/]+$/,
    ),
  },
  collect: {
    calls: {
      'iam workload-identity-pools-providers-list': {
        url: 'iam.googleapis.com/v1/{name}/providers',
        query: { pageSize: '100' },
        needs: ['iam.googleapis.com/workloadIdentityPoolProviders.list'],
        of: 'iam workload-identity-pools-list',
      },
    },
  },
  normalize(asset, inventory, facts) {
    addProvider(asset, inventory, facts, this.type)
  },
}
