import type { FactNode } from '../../../model/index.js'
import type { Caller } from '../caller.js'
import type { Clauses } from '../../condition/clauses.js'
import type { KeyState } from '../../condition/context.js'
import type { Layer, Program } from '../program.js'
import type { AccountPlace } from './organization.js'

/** The AWS side of a snapshot, indexed for evaluation. Documents are read when first asked for. */
export interface AwsWorld {
  readonly accounts: ReadonlyMap<string, AccountPlace>
  readonly nodes: ReadonlyMap<string, FactNode>
  /** Roles and users of our accounts, and narrowed sessions of them that are handed out. */
  readonly principals: readonly FactNode[]
  readonly roles: readonly FactNode[]
  /** Layers that bind a principal of ours, without any resource policy. */
  readonly programOf: (principal: string) => Program
  /** A text that is equal for principals whose policies, account and known context are the same. */
  readonly bundleOf: (principal: string) => string
  /** The policy of a resource (a role's trust policy); null when the snapshot has none. */
  readonly resourcePolicyOf: (resource: string) => Layer | null
  /** The ARN of a principal's permissions boundary. */
  readonly boundaryOf: (principal: string) => string | null
  /** Identity policies of a principal (or its groups) whose text the snapshot does not hold. */
  readonly unreadPoliciesOf: (principal: string) => readonly string[]
  /** RCPs over an account's resources, root first. */
  readonly resourceControlOf: (account: string) => readonly Layer[]
  readonly serviceControlOf: (account: string) => readonly Layer[]
  /** What holds of everybody who is in none of our organizations. */
  readonly outsideAssumed: Clauses
  readonly callerOf: (principal: string) => Caller | null
  /** What the snapshot knows of a principal's context keys, lower case. */
  readonly knownOf: (principal: string) => ReadonlyMap<string, KeyState>
  readonly accountOfResource: (resource: string) => string | null
  /** The principal of ours that has the caller's account, kind and name (sessions do not show their role's path). */
  readonly principalNamed: (caller: Caller) => string | null
  /** The OIDC provider of an issuer in an account. */
  readonly providerFor: (issuer: string, account: string) => string | null
}

/** The bucket that an S3 object (or object pattern) lies in; the text itself for anything else. */
export function bucketOf(resource: string): string {
  if (!resource.includes(':s3:::')) return resource
  const slash = resource.indexOf('/')
  return slash < 0 ? resource : resource.slice(0, slash)
}
