import { kept } from '../fields.js'
import { named, type ResourceType } from '../resource-type.js'

/**
 * Managed zones of Cloud DNS.
 *
 * @see https://cloud.google.com/dns/docs/reference/rest/v1/managedZones
 */
export const dnsManagedZone: ResourceType = {
  type: 'google_dns_managed_zone',
  assetTypes: ['dns.googleapis.com/ManagedZone'],
  listed: {
    call: 'dns managed-zones-list',
    list: 'managedZones',
    paths: ['managed-zones'],
    isOwnWord: true,
    nameOf: named('dns.googleapis.com', /^projects\/[^/]+\/managedZones\/[^/]+$/),
  },
  properties: (data) => kept(data, 'dnsName', 'visibility'),
}
