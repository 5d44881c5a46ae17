import type { FactNode } from '../../../model/index.js'

/**
 * A session of a principal of ours that has policies of its own: it may do what both it and that principal may. A
 * profile of IAM Roles Anywhere hands such sessions out, and so does a delegation request.
 */
export interface NarrowedSession {
  /** Null: nobody that the snapshot knows; the session's own policies then say all that it may do. */
  readonly actsAs: string | null
  /** Ids of documents. */
  readonly policies: readonly string[]
}

/** The narrowed session that a node stands for, if it is one. */
export function narrowedSession(node: FactNode | undefined): NarrowedSession | null {
  const { actsAs, sessionPolicies } = node?.properties ?? {}
  if (node?.kind !== 'Principal' || (actsAs !== null && typeof actsAs !== 'string')) return null
  const ids = Array.isArray(sessionPolicies) ? sessionPolicies : []
  return { actsAs, policies: ids.filter((id): id is string => typeof id === 'string') }
}
