import { kept } from '../fields.js'
import { named, type ResourceType } from '../resource-type.js'

/**
 * Billing accounts.
 *
 * @see https://cloud.google.com/billing/docs/reference/rest/v1/billingAccounts
 */
export const billingAccount: ResourceType = {
  type: 'google_billing_account',
  assetTypes: ['cloudbilling.googleapis.com/BillingAccount'],
  listed: {
    call: 'cloudbilling billing-accounts-list',
    list: 'billingAccounts',
    paths: ['billing-accounts'],
    isOwnWord: true,
    nameOf: named('cloudbilling.googleapis.com', /^billingAccounts\/[^/]+$/),
  },
  properties: (data) => kept(data, 'displayName', 'open', 'masterBillingAccount'),
}
