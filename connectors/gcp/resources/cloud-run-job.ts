import { kept } from '../fields.js'
import { named, type ResourceType } from '../resource-type.js'
import { addResource } from '../scopes.js'
import { addRunsAsAt } from '../service-accounts.js'

/**
 * Jobs of Cloud Run, and the service accounts they run as.
 *
 * @see https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.jobs
 */
export const cloudRunJob: ResourceType = {
  type: 'google_cloud_run_v2_job',
  assetTypes: ['run.googleapis.com/Job'],
  listed: {
    call: 'run jobs-list',
    list: 'jobs',
    paths: ['run-jobs'],
    nameOf: named('run.googleapis.com', /^projects\/[^/]+\/locations\/[^/]+\/jobs\/[^/]+$/),
  },
  normalize(asset, inventory, facts) {
    const { data } = asset
    addResource(asset, inventory, facts, {
      type: this.type,
      properties: data === null ? {} : kept(data, 'launchStage'),
    })
    addRunsAsAt(
      asset,
      [
        ['template', 'template', 'serviceAccount'],
        ['spec', 'template', 'spec', 'template', 'spec', 'serviceAccountName'],
      ],
      inventory,
      facts,
    )
  },
}
