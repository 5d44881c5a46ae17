import { booleanField, textField } from '../fields.js'
import { containerId } from '../full-name.js'
import { named, type ResourceType } from '../resource-type.js'
import { addResource } from '../scopes.js'

/**
 * Workload identity pools: the sets that identities of other clouds and pipelines come in by.
 *
 * @see https://cloud.google.com/iam/docs/reference/rest/v1/projects.locations.workloadIdentityPools
 */
export const workloadIdentityPool: ResourceType = {
  type: 'google_iam_workload_identity_pool',
  assetTypes: ['iam.googleapis.com/WorkloadIdentityPool'],
  hasNoPolicy: true,
  listed: {
    call: 'iam workload-identity-pools-list',
    list: 'workloadIdentityPools',
    paths: ['workload-identity-pools'],
    isOwnWord: true,
    nameOf: named('iam.googleapis.com', /^projects\/[^/]+\/locations\/global\/workloadIdentityPools\/[^/]+$/),
  },
  collect: {
    calls: {
      'iam workload-identity-pools-list': {
        url: 'iam.googleapis.com/v1/{parent}/locations/global/workloadIdentityPools',
        query: { pageSize: '1000' },
        needs: ['iam.googleapis.com/workloadIdentityPools.list'],
        of: ['projects'],
      },
    },
  },
  normalize(asset, inventory, facts) {
    const { data } = asset
    const parent = containerId(textField(data ?? undefined, 'parent') ?? '', inventory)
    addResource(asset, inventory, facts, {
      type: this.type,
      properties:
        data === null ? {} : { state: textField(data, 'state'), disabled: booleanField(data, 'disabled') ?? false },
      scope: parent,
    })
  },
}
