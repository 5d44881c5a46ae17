import type { EvidenceKind } from './evidence.js'
import type { Gap } from './gap.js'
import type { Json } from './json.js'
import type { Node } from './node.js'

/** The families of nodes; the schema in `src/graph` says what may join what. */
export type NodeKind =
  'Principal' | 'Resource' | 'Scope' | 'ExternalParty' | 'IdentityProvider' | 'Credential' | 'Perimeter' | 'Delegation'

/** A node as a cloud described it. `properties` holds only JSON values and no secret. */
export interface FactNode extends Node {
  kind: NodeKind
  properties: { [name: string]: Json }
}

/** A relation that a cloud stated. */
export interface FactEdge {
  from: string
  to: string
  type: 'CONTAINS' | 'MEMBER_OF' | 'HOLDS' | 'RUNS_AS' | 'TRUSTS' | 'OWNS'
}

/** A policy text as stored by the cloud. `id` is its ARN, or `<owner id>#<what>` for texts without one. */
export interface PolicyDocument {
  id: string
  name: string
  document: Json
}

/** Texts of Azure and Google Cloud that grant or take away below the scope or resource they are attached to. */
export type ScopedKind = Extract<
  EvidenceKind,
  'role-assignment' | 'deny-assignment' | 'lighthouse' | 'binding' | 'deny-policy' | 'access-boundary' | 'perimeter'
>

/** Grants on a resource that the cloud does not keep as a policy; stored as statements in policy language all the same. */
export type ShareKind = Extract<EvidenceKind, 'ram-share' | 'share' | 'acl' | 'grant'>

/**
 * A policy document bound to a node, in a role:
 * `identity-policy` and `boundary` bind a principal, `trust` and `resource-policy` a resource (roles are
 * resources to whom they trust), `scp` and `rcp` a scope. The share kinds are grants on a resource whose statements
 * the connector wrote from what the cloud said; they are evaluated like a resource policy.
 */
export interface Attachment {
  document: string
  to: string
  as:
    | Extract<EvidenceKind, 'identity-policy' | 'boundary' | 'trust' | 'resource-policy' | 'scp' | 'rcp'>
    | ShareKind
    | ScopedKind
}

/** Everything the connectors learned, before any meaning is given to it. */
export interface Facts {
  nodes: FactNode[]
  edges: FactEdge[]
  documents: PolicyDocument[]
  attachments: Attachment[]
  gaps: Gap[]
}
