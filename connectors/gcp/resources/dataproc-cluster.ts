import { kept } from '../fields.js'
import { named, type ResourceType } from '../resource-type.js'

/**
 * Clusters of Dataproc.
 *
 * @see https://cloud.google.com/dataproc/docs/reference/rest/v1/projects.regions.clusters
 */
export const dataprocCluster: ResourceType = {
  type: 'google_dataproc_cluster',
  assetTypes: ['dataproc.googleapis.com/Cluster'],
  listed: {
    call: 'dataproc clusters-list',
    paths: ['dataproc-clusters'],
    nameOf: named('dataproc.googleapis.com', /^projects\/[^/]+\/regions\/[^/]+\/clusters\/[^/]+$/),
  },
  properties: (data) => kept(data, 'status'),
}
