import { kept } from '../fields.js'
import { named, type ResourceType } from '../resource-type.js'
import { addResource } from '../scopes.js'
import { addRunsAsAt } from '../service-accounts.js'

/**
 * Functions, and the service accounts they run as.
 *
 * @see https://cloud.google.com/functions/docs/reference/rest/v2/projects.locations.functions
 */
export const cloudFunction: ResourceType = {
  type: 'google_cloudfunctions2_function',
  assetTypes: ['cloudfunctions.googleapis.com/Function', 'cloudfunctions.googleapis.com/CloudFunction'],
  listed: {
    call: 'cloudfunctions functions-list',
    list: 'functions',
    paths: ['functions', 'cloud-functions'],
    nameOf: named('cloudfunctions.googleapis.com', /^projects\/[^/]+\/locations\/[^/]+\/functions\/[^/]+$/),
  },
  collect: {
    calls: {
      'cloudfunctions functions-list': {
        url: 'cloudfunctions.googleapis.com/v2/{parent}/locations/-/functions',
        query: { pageSize: '1000' },
        needs: ['cloudfunctions.functions.list'],
        of: ['projects'],
        isFallback: true,
      },
      'cloudfunctions functions-get-iam-policy': {
        url: 'cloudfunctions.googleapis.com/v2/{name}:getIamPolicy',
        query: { 'options.requestedPolicyVersion': '3' },
        needs: ['cloudfunctions.functions.getIamPolicy'],
        of: 'cloudfunctions functions-list',
        list: null,
        isFallback: true,
      },
    },
  },
  normalize(asset, inventory, facts) {
    const { data } = asset
    addResource(asset, inventory, facts, {
      type: this.type,
      properties: data === null ? {} : kept(data, 'state', 'status', 'environment'),
    })
    addRunsAsAt(asset, [['serviceAccountEmail'], ['serviceConfig', 'serviceAccountEmail']], inventory, facts)
  },
}
