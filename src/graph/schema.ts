/** One kind of node. */
export interface NodeKindRow {
  readonly description: string
}

/** One kind of relationship. `derived` ones follow from facts and carry outcome, because and requires. */
export interface EdgeKindRow {
  readonly description: string
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly derived: boolean
  /** Does a path of control follow it? */
  readonly traversable: boolean
}

export const NODE_KINDS = {
  ExternalParty: { description: 'somebody outside whom a policy of ours names: an account, a login, everybody' },
  Principal: { description: 'who acts: a role, user or group of ours' },
  Resource: { description: 'what is acted on: a resource, or a pattern of resources' },
  Scope: { description: 'where a grant applies downwards: organization, unit, account' },
  IdentityProvider: { description: 'an outside login source that our accounts trust' },
  Credential: { description: 'a key by which a principal signs requests' },
} as const satisfies Record<string, NodeKindRow>

export type GraphNodeKind = keyof typeof NODE_KINDS

export const EDGE_KINDS = {
  CONTAINS: {
    description: 'the scope holds the node',
    from: ['Scope'],
    to: ['Scope', 'Principal', 'Resource', 'IdentityProvider', 'Credential'],
    derived: false,
    traversable: false,
  },
  MEMBER_OF: {
    description: 'the principal is a member of the group',
    from: ['Principal'],
    to: ['Principal'],
    derived: false,
    traversable: false,
  },
  HOLDS: {
    description: 'the principal signs with the credential',
    from: ['Principal'],
    to: ['Credential'],
    derived: false,
    traversable: false,
  },
  CAN_ASSUME: {
    description: 'the first can become the second',
    from: ['ExternalParty', 'Principal'],
    to: ['Principal'],
    derived: true,
    traversable: true,
  },
  CAN_ACCESS: {
    description: 'the principal may act on the target, at the scope at which that is granted',
    from: ['ExternalParty', 'Principal'],
    to: ['Resource', 'Scope', 'Principal'],
    derived: true,
    traversable: true,
  },
} as const satisfies Record<string, EdgeKindRow>

export type GraphEdgeKind = keyof typeof EDGE_KINDS

export const NODE_KIND_NAMES = Object.keys(NODE_KINDS) as GraphNodeKind[]
export const EDGE_KIND_NAMES = Object.keys(EDGE_KINDS) as GraphEdgeKind[]
