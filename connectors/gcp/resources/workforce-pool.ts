import { booleanField, textField } from '../fields.js'
import { containerId } from '../full-name.js'
import { named, type ResourceType } from '../resource-type.js'
import { addResource } from '../scopes.js'

/**
 * Workforce pools: the sets that people of another directory come in by.
 *
 * @see https://cloud.google.com/iam/docs/reference/rest/v1/locations.workforcePools
 */
export const workforcePool: ResourceType = {
  type: 'google_iam_workforce_pool',
  assetTypes: ['iam.googleapis.com/WorkforcePool'],
  hasNoPolicy: true,
  listed: {
    call: 'iam workforce-pools-list',
    list: 'workforcePools',
    paths: ['workforce-pools'],
    isOwnWord: true,
    nameOf: named('iam.googleapis.com', /^locations\/global\/workforcePools\/[^/]+$/),
  },
  collect: {
    calls: {
      'iam workforce-pools-list': {
        url: 'iam.googleapis.com/v1/locations/global/workforcePools',
        query: { parent: '{parent}', pageSize: '1000' },
        needs: ['iam.googleapis.com/workforcePools.list'],
        of: ['organizations'],
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
