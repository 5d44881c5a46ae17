import { kept } from '../fields.js'
import { named, type ResourceType } from '../resource-type.js'

/**
 * Instances of Vertex AI Workbench.
 *
 * @see https://cloud.google.com/vertex-ai/docs/workbench/reference/rest/v2/projects.locations.instances
 */
export const notebooksInstance: ResourceType = {
  type: 'google_workbench_instance',
  assetTypes: ['notebooks.googleapis.com/Instance'],
  listed: {
    call: 'notebooks instances-list',
    paths: ['notebook-instances'],
    nameOf: named('notebooks.googleapis.com', /^projects\/[^/]+\/locations\/[^/]+\/instances\/[^/]+$/),
  },
  properties: (data) => kept(data, 'state'),
}
