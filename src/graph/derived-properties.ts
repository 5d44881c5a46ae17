// Properties of derived relationships, as data: the schema page and the query lint are made from them.

/** What remains to be satisfied, and on whose say-so. */
const CONDITIONS = {
  outcome: {
    type: 'string',
    description: '`allowed`, `conditional` or `unknown`, on the day of the snapshot node',
  },
  requiresKeys: { type: 'strings', description: 'keys of what must still hold, such as `sts:ExternalId`' },
  requires: { type: 'string', description: 'what must still hold: JSON, a list of requirements' },
  alternatives: {
    type: 'string',
    optional: true,
    description: 'several ways to satisfy it: JSON, a list of lists of requirements',
  },
  because: { type: 'strings', description: 'ids of the grants that say so (`:Grant` nodes)' },
} as const

export const BECOMING_EDGE = {
  ...CONDITIONS,
  actions: {
    type: 'strings',
    description: 'the actions of the assumption; none where the first is in the second, or known by it',
  },
  set: { type: 'boolean', description: 'the second is a group or set of principals, and the first is in it' },
} as const

export const ACCESS_EDGE = {
  ...CONDITIONS,
  actions: {
    type: 'strings',
    description: 'action patterns; `!pattern` takes away; empty: the permissions are not known',
  },
  access: { type: 'strings', description: 'kinds of action: `list`, `read`, `write`, `tag`, `permissions`' },
  data: { type: 'boolean', description: 'can content itself be read or changed' },
  covers: { type: 'string', description: 'what the target stands for: `resource`, `pattern`, `scope`, `principal`' },
  except: { type: 'strings', description: 'patterns of what the target names and the grant does not reach' },
  plane: { type: 'string', optional: true, description: 'Azure: `control` or `data`' },
  within: { type: 'strings', description: 'further patterns that what is acted on must match' },
} as const

export const REACH_EDGE = {
  ...CONDITIONS,
  actions: ACCESS_EDGE.actions,
  access: ACCESS_EDGE.access,
  data: ACCESS_EDGE.data,
  covers: ACCESS_EDGE.covers,
  except: ACCESS_EDGE.except,
  entry: { type: 'string', description: 'id of the node by which the party comes in' },
  hops: { type: 'integer', description: 'number of steps of the way shown' },
  via: { type: 'strings', description: 'ids of the nodes on the way shown, from start to target' },
  steps: { type: 'strings', description: 'relationship types of the way shown, one for each step' },
  escalation: { type: 'string', optional: true, description: 'the technique that alone gives it' },
} as const
