import type { PropertyGraph, PropertyNode, PropertyRelationship, PropertyValue } from '../../src/graph/index.js'
import { EDGE_KINDS, NODE_KINDS, type GraphEdgeKind, type GraphNodeKind } from '../../src/graph/index.js'
import type { CannedQuery, ParamValue } from '../../src/query/index.js'

/** A source of numbers that a seed decides: the same graphs on every machine. */
export interface Dice {
  /** A whole number from 0 to `sides - 1`. */
  roll(sides: number): number
  pick<T>(items: readonly T[]): T
}

export function diceOf(seed: number): Dice {
  let state = (seed * 2_654_435_761 + 1) >>> 0
  const roll = (sides: number): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides
  }
  return {
    roll,
    pick: (items) => {
      const item = items[roll(items.length)]
      if (item === undefined) throw new RangeError('nothing to pick from')
      return item
    },
  }
}

/** How many nodes of each kind, and how many relationships of each type. */
export interface Shape {
  readonly nodes: number
  readonly links: number
}

const WORDS = {
  outcome: ['allowed', 'conditional', 'unknown'],
  covers: ['resource', 'pattern', 'scope', 'principal'],
  access: ['list', 'read', 'write', 'tag', 'permissions'],
  requiresKeys: [
    'sts:ExternalId',
    'aws:SourceIp',
    'aws:MultiFactorAuthAge',
    'aws:CurrentTime',
    'accessLevel',
    'activation',
    'approval',
    'acceptance',
    'perimeter',
  ],
  actions: ['*', '*:*', 's3:*', '!s3:*', 's3:GetObject', 'iam:PassRole', 'kms:Decrypt', 'cloudkms.cryptoKeys.get'],
  steps: ['CAN_ASSUME', 'CAN_ACCESS', 'CAN_ACCESS', 'HOLDS'],
  kind: ['trust', 'resource-policy', 'share', 'lighthouse', 'binding', 'vendor'],
  type: ['aws_ebs_snapshot', 'aws_kms_key', 'azuread_group', 'google_service_account', 'aws_s3_bucket'],
  userType: ['Member', 'Guest'],
  day: ['2024-02-29', '2026-08-24', '2026-08-25', '2026-11-21', '2026-11-22', '2027-01-31'],
  cloud: ['aws', 'azure', 'gcp'],
  reason: ['denied', 'failed', 'not-collected'],
  subject: ['*', 'repo:acme/*', '*:ref:refs/heads/main', 'repo:acme/shop:ref:refs/heads/main', ''],
  // Their order differs by code point and by code unit.
  any: ['', 'a', 'B', 'b', '_', 'é', 'Ω', '\uff5e', '\u{1f600}', "it's", '"', '\\', '${x}', '__proto__', 'a/b'],
} as const

const DAYS: ReadonlySet<string> = new Set(['contractEnd', 'reviewBy', 'lastUsedAt', 'createdAt', 'today'])

/**
 * A graph that obeys the schema and nothing else: cycles, self-loops, parallel edges, hubs, the same id in several
 * kinds, lists in any order, optional properties that are missing.
 */
export function randomGraph(seed: number, { nodes: perKind, links: perType }: Shape): PropertyGraph {
  const dice = diceOf(seed)
  const kinds = Object.keys(NODE_KINDS) as GraphNodeKind[]
  const nodes: PropertyNode[] = []
  const ids = new Map<GraphNodeKind, string[]>()
  for (const kind of kinds) {
    const count = kind === 'Snapshot' ? 1 : perKind
    const own = Array.from({ length: count }, (_, i) => idOf(kind, i))
    ids.set(kind, own)
  }
  for (const kind of kinds) {
    for (const id of ids.get(kind) ?? []) {
      const properties = { ...randomProperties(dice, NODE_KINDS[kind].properties, ids), id }
      nodes.push({ id, labels: [kind], properties })
    }
  }
  const relationships: PropertyRelationship[] = []
  for (const type of Object.keys(EDGE_KINDS) as GraphEdgeKind[]) {
    const { from, to, properties } = EDGE_KINDS[type]
    for (let i = 0; i < perType; i++) {
      const fromKind = dice.pick(from) as GraphNodeKind
      const toKind = dice.pick(to) as GraphNodeKind
      // A hub in every type, at either end.
      const start = dice.roll(3) === 0 ? 0 : dice.roll((ids.get(fromKind) ?? []).length)
      const end = dice.roll(4) === 0 ? 0 : dice.roll((ids.get(toKind) ?? []).length)
      const [a, b] = [ids.get(fromKind)?.[start], ids.get(toKind)?.[end]]
      if (a === undefined || b === undefined) continue
      const link: PropertyRelationship = {
        type,
        fromKind,
        from: a,
        toKind,
        to: b,
        properties: randomProperties(dice, properties, ids),
      }
      relationships.push(link)
      if (dice.roll(8) === 0) relationships.push(link)
    }
  }
  return { snapshot: String(seed), nodes: () => nodes, relationships: () => relationships }
}

/** Parties, identities and scopes share ids, as they do in a published graph; principals and identities never. */
function idOf(kind: GraphNodeKind, i: number): string {
  switch (kind) {
    case 'ExternalParty':
    case 'OutsideIdentity':
    case 'Scope':
      return `aws:${String(i)}`
    case 'Resource':
      return i % 3 === 0 ? `arn:r${String(i)}/*` : i % 3 === 1 ? `arn:r${String(i - 1)}` : `arn:r${String(i - 2)}/k`
    case 'CoverageGap':
    case 'Grant':
      return `g${String(i)}`
    default:
      return `${kind}-${String(i)}`
  }
}

function randomProperties(
  dice: Dice,
  rows: { readonly [name: string]: { readonly type: string; readonly optional?: true } },
  ids: ReadonlyMap<GraphNodeKind, readonly string[]>,
): { [name: string]: PropertyValue } {
  const properties: { [name: string]: PropertyValue } = {}
  for (const [name, row] of Object.entries(rows)) {
    if (row.optional === true && dice.roll(5) < 2) continue
    properties[name] = randomValue(dice, name, row.type, ids)
  }
  return properties
}

function randomValue(
  dice: Dice,
  name: string,
  type: string,
  ids: ReadonlyMap<GraphNodeKind, readonly string[]>,
): PropertyValue {
  const of = (kind: GraphNodeKind): readonly string[] => [...(ids.get(kind) ?? []), 'nowhere']
  const word = (): string => {
    if (DAYS.has(name)) return dice.pick(WORDS.day)
    if (name === 'entry') return dice.pick([...of('Principal'), ...of('OutsideIdentity')])
    if (name === 'via') return dice.pick([...of('Principal'), ...of('OutsideIdentity')])
    if (name === 'because') return dice.pick(of('Grant'))
    if (name === 'scope' || name === 'allowScopes') return dice.pick(of('Scope'))
    if (name === 'account') return String(dice.roll(4))
    if (name === 'allowAccess') return dice.pick(WORDS.access)
    const known = Object.entries(WORDS).find(([key]) => key === name)
    return dice.pick<string>(known === undefined ? WORDS.any : known[1])
  }
  switch (type) {
    case 'integer':
      return name === 'maxSessionHours'
        ? dice.roll(4)
        : name === 'maxSessionSeconds'
          ? dice.roll(5) * 3600
          : dice.roll(6)
    case 'boolean':
      return dice.roll(2) === 0
    case 'strings':
      return Array.from({ length: dice.roll(4) }, word)
    default:
      return word()
  }
}

/** Several sets of values for the parameters of a query: defaults, and nodes of the graph. */
export function randomValues(
  query: CannedQuery,
  graph: PropertyGraph,
  seed: number,
  most: number,
): Map<string, ParamValue>[] {
  const dice = diceOf(seed)
  const nodes = [...graph.nodes()]
  const sets = query.params.size === 0 ? 1 : most
  return Array.from({ length: sets }, () => {
    const values = new Map<string, ParamValue>()
    for (const [name, spec] of query.params) {
      if (!spec.required && dice.roll(2) === 0) values.set(name, spec.default)
      else if (spec.type === 'boolean') values.set(name, dice.roll(2) === 0)
      else if (spec.type === 'integer')
        values.set(name, (spec.minimum ?? 0) + dice.roll(Math.min(6, (spec.maximum ?? 6) - (spec.minimum ?? 0) + 1)))
      else {
        const fitting = nodes.filter((node) => spec.labels === undefined || spec.labels.includes(node.labels[0]))
        values.set(name, fitting.length === 0 ? 'nowhere' : dice.pick(fitting).id)
      }
    }
    return values
  })
}
