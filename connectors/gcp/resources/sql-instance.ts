import { kept } from '../fields.js'
import { linked, type ResourceType } from '../resource-type.js'

/**
 * Instances of Cloud SQL.
 *
 * @see https://cloud.google.com/sql/docs/mysql/admin-api/rest/v1/instances
 */
export const sqlInstance: ResourceType = {
  type: 'google_sql_database_instance',
  assetTypes: ['sqladmin.googleapis.com/Instance'],
  listed: {
    call: 'sqladmin instances-list',
    paths: ['sql-instances'],
    nameOf: linked('cloudsql.googleapis.com', 'sql#instance'),
  },
  properties: (data) => kept(data, 'databaseVersion', 'state', 'region', 'serviceAccountEmailAddress'),
}
