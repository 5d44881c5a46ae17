import { kept } from '../fields.js'
import { named, type ResourceType } from '../resource-type.js'

/**
 * Backups of Bigtable.
 *
 * @see https://cloud.google.com/bigtable/docs/reference/admin/rest/v2/projects.instances.clusters.backups
 */
export const bigtableBackup: ResourceType = {
  type: 'google_bigtable_backup',
  assetTypes: ['bigtableadmin.googleapis.com/Backup'],
  listed: {
    call: 'bigtableadmin backups-list',
    paths: ['bigtable-backups'],
    nameOf: named('bigtable.googleapis.com', /^projects\/[^/]+\/instances\/[^/]+\/clusters\/[^/]+\/backups\/[^/]+$/),
  },
  properties: (data) => kept(data, 'expireTime'),
}
