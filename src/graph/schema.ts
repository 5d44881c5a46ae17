import { ACCESS_EDGE, BECOMING_EDGE, REACH_EDGE } from './derived-properties.js'
import {
  CREDENTIAL,
  EXTERNAL_PARTY,
  GAP,
  GRANT,
  IDENTITY_PROVIDER,
  OUTSIDE_IDENTITY,
  PRINCIPAL,
  RESOURCE,
  SCOPE,
  SNAPSHOT,
} from './node-properties.js'

/** What a property of a published node or relationship holds; `strings` is a list of texts. */
export type PropertyType = 'string' | 'integer' | 'boolean' | 'strings'

/** One property. An `optional` one is left out where nothing is known; the others are always there. */
export interface PropertyRow {
  readonly type: PropertyType
  readonly optional?: true
  readonly description: string
}

export interface PropertyRows {
  readonly [name: string]: PropertyRow
}

/** One kind of node. */
export interface NodeKindRow {
  readonly description: string
  readonly properties: PropertyRows
}

/** One kind of relationship. `derived` ones follow from facts and carry outcome, because and requires. */
export interface EdgeKindRow {
  readonly description: string
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly derived: boolean
  /** Does a path of control follow it? */
  readonly traversable: boolean
  readonly properties: PropertyRows
}

export const NODE_KINDS = {
  ExternalParty: {
    description: 'somebody outside, a company, a person or everybody: registered in parties.yaml or named by a policy',
    properties: EXTERNAL_PARTY,
  },
  Principal: { description: 'who acts: a role, user or group of ours', properties: PRINCIPAL },
  Resource: {
    description: 'what is acted on: a resource, or a pattern of resources that a policy names',
    properties: RESOURCE,
  },
  Scope: {
    description: 'where a grant applies downwards: organization, account, subscription, project and what groups them',
    properties: SCOPE,
  },
  IdentityProvider: {
    description: 'an outside login source that our accounts trust',
    properties: IDENTITY_PROVIDER,
  },
  Credential: { description: 'a key by which a principal signs requests', properties: CREDENTIAL },
  OutsideIdentity: {
    description: 'an identity outside as policies of ours name it: an account, a role of it, a login, everybody',
    properties: OUTSIDE_IDENTITY,
  },
  Grant: {
    description: 'why: one statement, share or list entry that grants, with its text',
    properties: GRANT,
  },
  CoverageGap: { description: 'what could not be seen, and why', properties: GAP },
  Snapshot: { description: 'what is published, as of which day, and whether all was seen', properties: SNAPSHOT },
} as const satisfies Record<string, NodeKindRow>

export type GraphNodeKind = keyof typeof NODE_KINDS

/** What a grant can be on: also a login provider of ours, and an identity outside that policies name. */
const REACHABLE = ['Resource', 'Scope', 'Principal', 'IdentityProvider', 'OutsideIdentity'] as const

export const EDGE_KINDS = {
  CONTAINS: {
    description: 'the scope (or resource) holds the node',
    from: ['Scope', 'Resource'],
    to: ['Scope', 'Principal', 'Resource', 'IdentityProvider', 'Credential'],
    derived: false,
    traversable: false,
    properties: {},
  },
  MEMBER_OF: {
    description: 'the principal is a member of the group',
    from: ['Principal', 'OutsideIdentity'],
    to: ['Principal'],
    derived: false,
    traversable: false,
    properties: {},
  },
  RUNS_AS: {
    description: 'code on the resource acts as the principal',
    from: ['Resource'],
    to: ['Principal'],
    derived: false,
    traversable: false,
    properties: {},
  },
  OWNS: {
    description: 'the principal owns the group or application, and can change it',
    from: ['Principal'],
    to: ['Principal'],
    derived: false,
    traversable: false,
    properties: {},
  },
  HOLDS: {
    description: 'the principal signs with the credential; the party holds a user of ours',
    from: ['Principal', 'ExternalParty'],
    to: ['Credential', 'Principal'],
    derived: false,
    traversable: false,
    properties: {},
  },
  CAN_ASSUME: {
    description: 'the first can act as the second: it can become it, is in it, or is known by it in our directory',
    from: ['OutsideIdentity', 'Principal'],
    to: ['Principal'],
    derived: true,
    traversable: true,
    properties: BECOMING_EDGE,
  },
  CAN_ACCESS: {
    description: 'the principal may act on the target, at the scope at which that is granted',
    from: ['OutsideIdentity', 'Principal'],
    to: REACHABLE,
    derived: true,
    traversable: true,
    properties: ACCESS_EDGE,
  },
  HAS_IDENTITY: {
    description: 'the party comes in by the identity',
    from: ['ExternalParty'],
    to: ['OutsideIdentity'],
    derived: false,
    traversable: false,
    properties: {
      match: {
        type: 'string',
        description: '`covers`; `overlaps` where others come in by that identity as well',
      },
    },
  },
  CAN_REACH: {
    description: 'one row of `reach`: the party gets to the target, by whatever number of hops',
    from: ['ExternalParty'],
    to: REACHABLE,
    derived: true,
    traversable: false,
    properties: REACH_EDGE,
  },
  HAS_GRANT: {
    description: 'the grant names the principal or identity, or is attached to it',
    from: ['OutsideIdentity', 'Principal'],
    to: ['Grant'],
    derived: false,
    traversable: false,
    properties: {},
  },
  GRANTS: {
    description: 'the grant opens the target to somebody',
    from: ['Grant'],
    to: REACHABLE,
    derived: false,
    traversable: false,
    properties: {},
  },
  CONCERNS: {
    description: 'the gap is about the scope or resource',
    from: ['CoverageGap'],
    to: ['Scope', 'Resource', 'Principal', 'IdentityProvider'],
    derived: false,
    traversable: false,
    properties: {},
  },
} as const satisfies Record<string, EdgeKindRow>

export type GraphEdgeKind = keyof typeof EDGE_KINDS

export const NODE_KIND_NAMES = Object.keys(NODE_KINDS) as GraphNodeKind[]
export const EDGE_KIND_NAMES = Object.keys(EDGE_KINDS) as GraphEdgeKind[]
