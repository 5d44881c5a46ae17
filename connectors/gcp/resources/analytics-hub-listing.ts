import { kept } from '../fields.js'
import { named, type ResourceType } from '../resource-type.js'

/**
 * Listings of Analytics Hub: a dataset that subscribers may link to.
 *
 * @see https://cloud.google.com/bigquery/docs/reference/analytics-hub/rest/v1/projects.locations.dataExchanges.listings
 */
export const analyticsHubListing: ResourceType = {
  type: 'google_bigquery_analytics_hub_listing',
  assetTypes: ['analyticshub.googleapis.com/Listing'],
  listed: {
    call: 'analyticshub listings-list',
    list: 'listings',
    paths: ['listings'],
    nameOf: named(
      'analyticshub.googleapis.com',
      /^projects\/[^/]+\/locations\/[^/]+\/dataExchanges\/[^/]+\/listings\/[^/]+$/,
    ),
  },
  properties: (data) =>
    kept(data, 'displayName', 'bigqueryDataset', 'state', 'restrictedExportConfig', 'discoveryType'),
}
