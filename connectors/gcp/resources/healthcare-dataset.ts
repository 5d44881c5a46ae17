import { kept } from '../fields.js'
import { named, type ResourceType } from '../resource-type.js'

/**
 * Datasets of the Cloud Healthcare API.
 *
 * @see https://cloud.google.com/healthcare-api/docs/reference/rest/v1/projects.locations.datasets
 */
export const healthcareDataset: ResourceType = {
  type: 'google_healthcare_dataset',
  assetTypes: ['healthcare.googleapis.com/Dataset'],
  listed: {
    call: 'healthcare datasets-list',
    paths: ['healthcare-datasets'],
    nameOf: named('healthcare.googleapis.com', /^projects\/[^/]+\/locations\/[^/]+\/datasets\/[^/]+$/),
  },
  properties: (data) => kept(data, 'timeZone'),
}
