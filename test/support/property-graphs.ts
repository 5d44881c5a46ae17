// Small graphs in published form for tests on a real server: made from a seed, with cycles, self-loops, parallel edges,
// hubs and names that try to break out.
import {
  typeLabel,
  type GraphNodeKind,
  type Properties,
  type PropertyGraph,
  type PropertyNode,
  type PropertyRelationship,
} from '../../src/graph/index.js'

export const HOSTILE_NAMES: readonly string[] = [
  "'; MATCH (n) DETACH DELETE n //",
  '`) DETACH DELETE n //',
  '"}) RETURN 1 //',
  '$rows',
  '\\u0027 OR 1=1',
  '__proto__',
  'constructor',
  '<script>alert(1)</script>',
  '</svg><img src=x onerror=alert(1)>',
  '\u0000nul',
  '\u202Eright to left',
  'zero\u200Bwidth',
  'line\nbreak\r\ttab',
  '\u{1F511} key',
  '\uE000private',
  '\uFF21 full width',
  ' ',
  'é',
  'e\u0301',
  'x'.repeat(600),
  '=HYPERLINK("http://x")',
  '${jndi:ldap://x}',
  '%s%n',
  '{{7*7}}',
  'null',
  '-0',
]

/** Uniform numbers in [0, 1) from a seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export interface MadeGraph {
  readonly nodes: readonly PropertyNode[]
  readonly relationships: readonly PropertyRelationship[]
}

export function propertyGraph({ nodes, relationships }: MadeGraph): PropertyGraph {
  const snapshot = nodes.find((node) => node.labels[0] === 'Snapshot')?.id ?? ''
  return { snapshot, nodes: () => nodes, relationships: () => relationships }
}

const TYPES: Partial<Record<GraphNodeKind, readonly string[]>> = {
  Principal: ['aws_iam_role', 'aws_iam_user'],
  Resource: ['aws_s3_bucket', 'aws_sqs_queue', 'something else'],
  Scope: ['aws_account'],
  ExternalParty: ['external_party'],
}
const KINDS: readonly GraphNodeKind[] = ['Principal', 'Resource', 'Scope', 'ExternalParty']

export function madeNode(kind: GraphNodeKind, id: string, name: string, more: Properties = {}): PropertyNode {
  const type = TYPES[kind]?.[id.length % (TYPES[kind]?.length ?? 1)] ?? 'external_party'
  const label = typeLabel(type)
  return { id, labels: label === null ? [kind] : [kind, label], properties: { id, name, type, ...more } }
}

export function snapshotNode(id: string): PropertyNode {
  return { id, labels: ['Snapshot'], properties: { id, name: id, today: '2026-11-22', complete: false, scopes: [] } }
}

/** A graph of about `size` nodes and three times as many relationships. `mark` stands on every node. */
export function madeGraph({ seed, size, mark }: { seed: number; size: number; mark: string }): MadeGraph {
  const random = seeded(seed)
  const below = (limit: number): number => Math.floor(random() * limit)
  const nodes: PropertyNode[] = [snapshotNode(mark)]
  for (let i = 0; i < size; i++) {
    const kind = KINDS[i % KINDS.length] ?? 'Principal'
    const name = HOSTILE_NAMES[below(HOSTILE_NAMES.length)] ?? ''
    nodes.push(madeNode(kind, `${String(i)} ${name}`, name, { listed: i % 3 === 0, organization: mark }))
  }
  const principals = nodes.filter(({ labels }) => labels[0] === 'Principal')
  const targets = nodes.filter(({ labels }) => labels[0] !== 'Snapshot' && labels[0] !== 'ExternalParty')
  const relationships: PropertyRelationship[] = []
  for (let i = 0; i < size * 3; i++) {
    const from = principals[below(principals.length)]
    // A third of them lead to a hub; some to where they start; some stand twice.
    const to = random() < 0.3 ? targets[0] : random() < 0.05 ? from : targets[below(targets.length)]
    if (from === undefined || to === undefined) continue
    const made: PropertyRelationship = {
      type: 'CAN_ACCESS',
      fromKind: from.labels[0],
      from: from.id,
      toKind: to.labels[0],
      to: to.id,
      properties: {
        outcome: i % 3 === 0 ? 'conditional' : 'allowed',
        actions: [HOSTILE_NAMES[i % HOSTILE_NAMES.length] ?? '', `s3:Get${String(i % 5)}`],
        because: [],
        data: i % 2 === 0,
      },
    }
    relationships.push(made)
    if (i % 17 === 0) relationships.push(made)
  }
  return { nodes, relationships }
}
