import { kept, objectField, textField } from '../fields.js'
import type { ResourceType } from '../resource-type.js'

/**
 * Tables and views of BigQuery.
 *
 * @see https://cloud.google.com/bigquery/docs/reference/rest/v2/tables
 */
export const bigqueryTable: ResourceType = {
  type: 'google_bigquery_table',
  assetTypes: ['bigquery.googleapis.com/Table'],
  listed: {
    call: 'bigquery tables-list',
    list: 'tables',
    paths: ['bigquery-tables'],
    nameOf: (item) => {
      const reference = objectField(item, 'tableReference') ?? undefined
      const project = textField(reference, 'projectId')
      const dataset = textField(reference, 'datasetId')
      const table = textField(reference, 'tableId')
      if (project === null || dataset === null || table === null) {
        const name = textField(item, 'name') ?? ''
        return /^\/\/bigquery\.googleapis\.com\/projects\/[^/]+\/datasets\/[^/]+\/tables\/[^/]+$/.test(name)
          ? name
          : null
      }
      return `//bigquery.googleapis.com/projects/${project}/datasets/${dataset}/tables/${table}`
    },
  },
  properties: (data) => kept(data, 'type', 'description'),
}
