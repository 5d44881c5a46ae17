import { kept } from '../fields.js'
import { named, type ResourceType } from '../resource-type.js'

/**
 * Managed services of Service Management.
 *
 * @see https://cloud.google.com/service-infrastructure/docs/service-management/reference/rest/v1/services
 */
export const serviceManagementService: ResourceType = {
  type: 'google_endpoints_service',
  assetTypes: ['servicemanagement.googleapis.com/ManagedService'],
  listed: {
    call: 'servicemanagement services-list',
    paths: ['managed-services'],
    nameOf: named('servicemanagement.googleapis.com', /^services\/[^/]+$/),
  },
  properties: (data) => kept(data, 'producerProjectId'),
}
