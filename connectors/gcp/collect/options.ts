/** What a live collection of Google Cloud reads, and with which credentials. */
export interface GcpCollectOptions {
  /** `organizations/1`, `folders/2`, `projects/my-project`; empty: every organization, else every project, that the caller sees. */
  scopes: readonly string[]
  /** Project that API calls are counted for; without it the one of the credentials. */
  quotaProject?: string
  /** Customer id (`C01abcdef`) whose groups are read; without it that of the organization. */
  customer?: string
  /** Part of the scopes: the `index`-th of `count` (from 1). */
  shard?: { index: number; count: number }
  env: { readonly [name: string]: string | undefined }
  now: () => number
}
