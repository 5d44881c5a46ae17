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
  collect: {
    calls: {
      'cloudbilling billing-accounts-list': {
        url: 'cloudbilling.googleapis.com/v1/billingAccounts',
        query: { pageSize: '100' },
        needs: ['billing.accounts.list'],
        of: [],
        isFallback: true,
      },
      'cloudbilling billing-accounts-get-iam-policy': {
        url: 'cloudbilling.googleapis.com/v1/{name}:getIamPolicy',
        query: { 'options.requestedPolicyVersion': '3' },
        needs: ['billing.accounts.getIamPolicy'],
        of: 'cloudbilling billing-accounts-list',
        list: null,
        isFallback: true,
      },
    },
  },
  properties: (data) => kept(data, 'displayName', 'open', 'masterBillingAccount'),
}
