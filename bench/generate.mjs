// Seeded graphs for the benches: parties on top, principals that assume each other below, what they reach at the bottom.

/** Uniform numbers in [0, 1) from a seed: the same on every machine (mulberry32). */
export function seededRandom(seed) {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export const VOCABULARY = {
  nodeKinds: ['ExternalParty', 'Principal', 'Scope', 'Resource'],
  edgeKinds: ['TRUSTS', 'CAN_ASSUME', 'CAN_ACCESS', 'CONTAINS'],
}

/**
 * A graph of `nodes` nodes and `edges` edges.
 *
 * - Nodes are in order of depth; most edges lead downwards, a third of them to hubs (the further from a hub's number 0, the rarer).
 * - `cycles: 'small'`: groups of up to ten neighbours that reach each other, so components are many and small.
 *   `cycles: 'giant'`: one edge in twenty leads anywhere, so that most nodes reach each other.
 * - Some edges are self-loops, some stand twice.
 * - A party enters at three nodes of the upper tenth.
 *
 * Gives { ids, nodeKinds, from, to, kinds, parties }: `from`, `to` and `parties` hold positions in `ids`.
 */
export function generateGraph({ seed = 1, nodes = 100_000, edges = 1_000_000, parties = 200, cycles = 'small' } = {}) {
  const random = seededRandom(seed)
  const below = (limit) => Math.floor(random() * limit)
  const ids = Array.from({ length: nodes }, (_, node) => {
    const account = String(100000000000 + (Math.imul(node, 2654435761) >>> 0)).padStart(12, '0')
    return `arn:aws:iam::${account}:role/team-${node % 97}/service-role-${String(node).padStart(7, '0')}`
  })
  const principals = Math.floor(nodes * 0.7)
  const nodeKinds = Uint8Array.from(ids, (_, node) => (node < principals ? 1 : node % 50 === 0 ? 2 : 3))
  const from = new Uint32Array(edges)
  const to = new Uint32Array(edges)
  const kinds = new Uint8Array(edges)
  for (let edge = 0; edge < edges; edge++) {
    const draw = random()
    let source = below(nodes - 1)
    let target
    if (draw < 0.01) target = source
    else if (draw < 0.02 && edge > 0) {
      source = from[edge - 1]
      target = to[edge - 1]
    } else if (draw < 0.07) {
      target = cycles === 'giant' ? below(nodes) : Math.min(nodes - 1, source - (source % 10) + below(10))
    } else if (draw < 0.4) {
      const hub = Math.floor(1000 * random() ** 4)
      target = Math.min(nodes - 1, source + 1 + Math.floor(((nodes - source) * hub) / 1000))
    } else target = source + 1 + below(nodes - source - 1)
    from[edge] = source
    to[edge] = target
    kinds[edge] = target < principals ? 1 : nodeKinds[source] === 2 ? 3 : 2
  }
  const entries = Array.from({ length: parties }, () => [1, 2, 3].map(() => below(Math.max(1, Math.floor(nodes / 10)))))
  return { ids, nodeKinds, from, to, kinds, parties: entries }
}

/** Puts what `generateGraph` gave into a `GraphBuilder`; every edge carries one of 5,000 details. */
export function fillBuilder(builder, generated) {
  const { ids, nodeKinds, from, to, kinds } = generated
  ids.forEach((id, node) =>
    builder.addNode(id, VOCABULARY.nodeKinds[nodeKinds[node]], { name: `service-role-${node}` }),
  )
  const details = Array.from({ length: 5000 }, (_, i) =>
    builder.addDetail({ outcome: i % 3 === 0 ? 'conditional' : 'allowed', because: [`policy-${i}#0`], requires: [] }),
  )
  for (let edge = 0; edge < from.length; edge++) {
    builder.addEdge(ids[from[edge]], ids[to[edge]], VOCABULARY.edgeKinds[kinds[edge]], details[(edge * 7919) % 5000])
  }
}
