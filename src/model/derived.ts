import type { Access } from './access.js'
import type { Evidence } from './evidence.js'
import type { Node } from './node.js'
import type { Covers } from './rows.js'

/**
 * One test that remains, as stored: free of parties and of time. `missing` is its value when the key is absent;
 * an `opaque` test holds variables that cannot be compared.
 */
export interface RemainingTest {
  key: string
  operator: string
  quantifier: '' | 'ForAnyValue' | 'ForAllValues'
  missing: boolean
  values: readonly string[]
  opaque: boolean
}

/** What remains to be satisfied: every inner list has a test that holds. An empty list holds without an "if". */
export type Remaining = readonly (readonly RemainingTest[])[]

/** From one principal (ours or outside) to a principal that it can become. */
export interface AssumeGrant {
  from: string
  to: string
  actions: readonly string[]
  remaining: Remaining
  because: readonly Evidence[]
}

/** What a grant reaches. `within` holds further patterns that a resource must also match (rare). */
export interface AccessTarget extends Node {
  covers: Covers
  within: readonly string[]
  except: readonly string[]
}

/** What principals may do on a target, at the scope at which it is granted. */
export interface AccessGrant {
  principals: readonly string[]
  target: AccessTarget
  /** Action patterns; `!pattern` takes away. Empty: the permissions are not known. */
  actions: readonly string[]
  access: readonly Access[]
  data: boolean
  remaining: Remaining
  because: readonly Evidence[]
  /** True when the meaning of the grant could not be read. */
  unknown: boolean
  /** Where a cloud tells managing resources from touching what they hold: which of the two the actions are. */
  plane?: 'control' | 'data'
}

/** Somebody outside who is named by a policy of ours: an account, a role, a login, everybody. */
export interface OutsideIdentity extends Node {
  /** The words of the contract's generated party ids: `aws:<account>`, `oidc:<issuer>#<pattern>`, ... */
  id: string
}

/** Somebody (of ours or outside) is in a group or set of principals, and so has what is granted to it. */
export interface Membership {
  from: string
  to: string
  remaining: Remaining
  because: readonly Evidence[]
}

/** A principal in our directory that somebody outside is: a guest, an application of another tenant. */
export interface HeldPrincipal {
  principal: string
  /** Ids by which the holder is known, in the words of generated party ids, the most exact first. */
  by: readonly string[]
}

/** A principal of ours that can get a token of this issuer and subject, and so is that identity wherever it is trusted. */
export interface TokenSource {
  principal: string
  issuer: string
  subject: string
}

/** Everything that follows from the facts of one cloud. */
export interface Derived {
  outside: OutsideIdentity[]
  assumes: AssumeGrant[]
  accesses: AccessGrant[]
  memberships?: Membership[]
  held?: HeldPrincipal[]
  tokens?: TokenSource[]
  /** Services of the cloud that a node lets in on anybody's behalf, by its id: no third party, but worth knowing. */
  openToServices?: ReadonlyMap<string, readonly string[]>
}
