/** What allow policies hang on from above: the three kinds of containers, in the plural as names spell them. */
export type ContainerKind = 'organizations' | 'folders' | 'projects'

/**
 * How a live collection makes one call of a resource type.
 *
 * Texts may hold `{parent}` (the container, `projects/p`), `{key}` (`p`), `{name}` (what the call is made about, without
 * its service: `projects/p/topics/t`) and `{last}` (the last part of that).
 */
export interface CallDeclaration {
  /** Host and path of the REST call: `iam.googleapis.com/v1/{parent}/roles`. */
  url: string
  method?: 'POST'
  query?: Readonly<Record<string, string>>
  body?: { readonly [field: string]: string | { readonly [field: string]: number } }
  /** IAM permissions that the call needs. */
  needs: readonly string[]
  /** The containers that the call is made for, or the call whose items it is made about. */
  of: readonly ContainerKind[] | string
  /** The field of the answer that holds the items, where the resource type does not say; null: the answer is one thing. */
  list?: string | null
  /** Made only where the asset inventory does not answer, and for containers above what is read. */
  isFallback?: boolean
  /** The answer only says what is asked next: it is no record. */
  isIndex?: boolean
  /** The method of the vendor's library that makes the call. */
  library?: LibraryCall
}

/** Calls that `@google-cloud/iam` makes. */
export type LibraryCall = 'listPolicies' | 'getPolicy' | 'listPrincipalAccessBoundaryPolicies' | 'listPolicyBindings'

/** What a live collection asks about one resource type. */
export interface Collect {
  /** False: not asked of the asset inventory (another call says it better). */
  fromAssets?: false
  /** By `<service> <operation>`. A call that ends in `get-iam-policy` reads an allow policy. */
  calls?: Readonly<Record<string, CallDeclaration>>
}

/** What a person without rights on groups has to be given: it is no IAM permission. */
export const GROUPS_READER = 'Groups Reader (admin role of Cloud Identity or Google Workspace)'
