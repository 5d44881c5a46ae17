/** What a live collection of Azure reads, and with which credentials. */
export interface AzureCollectOptions {
  /** Tenant id; without it the tenant of the credentials. */
  tenant?: string
  /** Subscription ids to read; empty: all that the caller sees. */
  subscriptions: readonly string[]
  excludeSubscriptions: readonly string[]
  /** Which Azure: `AzureCloud`, `AzureChinaCloud`, `AzureUSGovernment` (names of the Azure CLI). */
  azureCloud: string
  /** Part of the subscriptions: the `index`-th of `count` (from 1). */
  shard?: { index: number; count: number }
  env: { readonly [name: string]: string | undefined }
  now: () => number
}
