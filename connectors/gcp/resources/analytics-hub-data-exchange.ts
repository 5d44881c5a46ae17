import { kept } from '../fields.js'
import { named, type ResourceType } from '../resource-type.js'

/**
 * Data exchanges of Analytics Hub.
 *
 * @see https://cloud.google.com/bigquery/docs/reference/analytics-hub/rest/v1/projects.locations.dataExchanges
 */
export const analyticsHubDataExchange: ResourceType = {
  type: 'google_bigquery_analytics_hub_data_exchange',
  assetTypes: ['analyticshub.googleapis.com/DataExchange'],
  listed: {
    call: 'analyticshub data-exchanges-list',
    list: 'dataExchanges',
    paths: ['data-exchanges'],
    isOwnWord: true,
    nameOf: named('analyticshub.googleapis.com', /^projects\/[^/]+\/locations\/[^/]+\/dataExchanges\/[^/]+$/),
  },
  properties: (data) => kept(data, 'displayName', 'primaryContact', 'discoveryType'),
}
