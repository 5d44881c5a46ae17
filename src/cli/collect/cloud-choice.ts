/** What every cloud's collector is handed of the world. */
export interface Asking {
  env: { readonly [name: string]: string | undefined }
  now: () => number
}

interface Part {
  /** Part of the scopes: the `index`-th of `count` (from 1). */
  shard?: { index: number; count: number }
}

/** What is read of AWS, and as whom. */
export interface AwsChoice extends Asking, Part {
  profile?: string
  role?: string
  externalId?: string
  sessionName?: string
  /** JSON text. */
  sessionPolicy?: string
  accounts: string[]
  organizationalUnits: string[]
  accountTags: string[]
  excludeAccounts: string[]
  regions: string[]
  optIn: string[]
}

export interface AzureChoice extends Asking, Part {
  tenant?: string
  subscriptions: string[]
  excludeSubscriptions: string[]
  azureCloud: string
}

export interface GcpChoice extends Asking, Part {
  scopes: string[]
  quotaProject?: string
  customer?: string
}

/** One cloud to be read, with its options. */
export type CloudChoice =
  { cloud: 'aws'; options: AwsChoice } | { cloud: 'azure'; options: AzureChoice } | { cloud: 'gcp'; options: GcpChoice }
