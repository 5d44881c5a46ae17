/** What a live collection of AWS reads, and with which credentials. */
export interface AwsCollectOptions {
  /** A profile of the shared configuration; without it the standard chain of credentials. */
  profile?: string
  /** Name (or path and name) of the role that is assumed in each other account; without it only the caller's account is read. */
  role?: string
  externalId?: string
  /** Name of the sessions that are opened (default `inroads`). */
  sessionName?: string
  /** JSON text of a session policy that narrows the assumed role further. */
  sessionPolicy?: string
  /** Account numbers to read; empty: all active ones of the organization, or the caller's where there is none. */
  accounts: readonly string[]
  /** Only accounts below these organizational units or roots (`ou-...`, `r-...`). */
  organizationalUnits: readonly string[]
  /** Only accounts that carry one of these tags (`key=value`). */
  accountTags: readonly string[]
  excludeAccounts: readonly string[]
  /** Regions to read; empty: all that an account has enabled. */
  regions: readonly string[]
  /** What is read only on request: `cloudtrail`, `last-accessed`. */
  optIn: readonly string[]
  /** Part of the accounts: the `index`-th of `count` (from 1). */
  shard?: { index: number; count: number }
  env: { readonly [name: string]: string | undefined }
  now: () => number
}
