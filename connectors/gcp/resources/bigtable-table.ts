import { named, type ResourceType } from '../resource-type.js'

/**
 * Tables of Bigtable.
 *
 * @see https://cloud.google.com/bigtable/docs/reference/admin/rest/v2/projects.instances.tables
 */
export const bigtableTable: ResourceType = {
  type: 'google_bigtable_table',
  assetTypes: ['bigtableadmin.googleapis.com/Table'],
  listed: {
    call: 'bigtableadmin tables-list',
    paths: ['bigtable-tables'],
    nameOf: named('bigtable.googleapis.com', /^projects\/[^/]+\/instances\/[^/]+\/tables\/[^/]+$/),
  },
}
