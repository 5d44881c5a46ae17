import { kept } from '../fields.js'
import { named, type ResourceType } from '../resource-type.js'
import { addResource } from '../scopes.js'
import { addRunsAsAt } from '../service-accounts.js'

/**
 * Services of Cloud Run, and the service accounts they run as.
 *
 * @see https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services
 */
export const cloudRunService: ResourceType = {
  type: 'google_cloud_run_v2_service',
  assetTypes: ['run.googleapis.com/Service'],
  listed: {
    call: 'run services-list',
    list: 'services',
    paths: ['run-services'],
    nameOf: named('run.googleapis.com', /^projects\/[^/]+\/locations\/[^/]+\/services\/[^/]+$/),
  },
  collect: {
    calls: {
      'run locations-list': {
        url: 'run.googleapis.com/v1/{parent}/locations',
        query: { pageSize: '100' },
        needs: ['run.locations.list'],
        of: ['projects'],
        list: 'locations',
        isFallback: true,
        isIndex: true,
      },
      'run services-list': {
        url: 'run.googleapis.com/v2/{name}/services',
        query: { pageSize: '100' },
        needs: ['run.services.list'],
        of: 'run locations-list',
        isFallback: true,
      },
      'run services-get-iam-policy': {
        url: 'run.googleapis.com/v2/{name}:getIamPolicy',
        query: { 'options.requestedPolicyVersion': '3' },
        needs: ['run.services.getIamPolicy'],
        of: 'run services-list',
        list: null,
        isFallback: true,
      },
    },
  },
  normalize(asset, inventory, facts) {
    const { data } = asset
    addResource(asset, inventory, facts, {
      type: this.type,
      properties: data === null ? {} : kept(data, 'ingress', 'invokerIamDisabled'),
    })
    addRunsAsAt(
      asset,
      [
        ['template', 'serviceAccount'],
        ['spec', 'template', 'spec', 'serviceAccountName'],
      ],
      inventory,
      facts,
    )
  },
}
