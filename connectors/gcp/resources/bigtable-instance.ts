import { kept } from '../fields.js'
import type { ResourceType } from '../resource-type.js'

/**
 * Instances of Bigtable.
 *
 * LIMIT: in list answers they look like those of Spanner; only the asset inventory tells them apart.
 * @see https://cloud.google.com/bigtable/docs/reference/admin/rest/v2/projects.instances
 */
export const bigtableInstance: ResourceType = {
  type: 'google_bigtable_instance',
  assetTypes: ['bigtableadmin.googleapis.com/Instance'],
  properties: (data) => kept(data, 'state', 'type'),
}
