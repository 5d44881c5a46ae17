import { kept, textField } from '../fields.js'
import type { ResourceType } from '../resource-type.js'

/**
 * Clusters of Kubernetes Engine.
 *
 * @see https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters
 */
export const containerCluster: ResourceType = {
  type: 'google_container_cluster',
  assetTypes: ['container.googleapis.com/Cluster'],
  listed: {
    call: 'container clusters-list',
    list: 'clusters',
    paths: ['gke-clusters'],
    nameOf: (item) => {
      const link = /^https:\/\/container\.googleapis\.com\/v[a-z0-9]+\/(projects\/[^?#]+\/clusters\/[^/?#]+)$/.exec(
        textField(item, 'selfLink') ?? '',
      )
      return link === null ? null : `//container.googleapis.com/${link[1] ?? ''}`
    },
  },
  properties: (data) => kept(data, 'status', 'workloadIdentityConfig', 'privateClusterConfig'),
}
