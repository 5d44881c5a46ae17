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
}

/** Somebody outside who is named by a policy of ours: an account, a role, a login, everybody. */
export interface OutsideIdentity extends Node {
  /** The words of the contract's generated party ids: `aws:<account>`, `oidc:<issuer>#<pattern>`, ... */
  id: string
}

/** Everything that follows from the facts of one cloud. */
export interface Derived {
  outside: OutsideIdentity[]
  assumes: AssumeGrant[]
  accesses: AccessGrant[]
}
