/** A question whose answer is drawn: it returns nodes and relationships. The texts are the project's own. */
export interface Picture {
  readonly title: string
  /** How to read what is drawn, as one sentence. */
  readonly reading: string
  /** The parameters that must be set, each with the label of the node it names. */
  readonly params: readonly (readonly [name: string, label: string])[]
  readonly cypher: string
}

const PARTY = [['party', 'ExternalParty']] as const
const PRINCIPAL = [['principal', 'Principal']] as const

/** INVARIANT: every picture is bounded by its limit; none lists paths through the whole graph. */
export const PICTURES = {
  ways: {
    title: 'How one party gets to what it reaches',
    reading:
      'From the party over the identity it comes in by, through the roles it becomes one after the other, to what it gets to; what gives content comes first.',
    params: PARTY,
    cypher: `MATCH (p:ExternalParty {id: $party})-[r:CAN_REACH]->(t)
WITH p, r, t ORDER BY r.data DESC, r.hops, t.id LIMIT 40
MATCH way = (p)-[:HAS_IDENTITY|HOLDS|MEMBER_OF|RUNS_AS|CAN_ASSUME|CAN_ACCESS*1..12]->(t)
WHERE all(n IN nodes(way) WHERE n.id = p.id OR n.id IN r.via)
RETURN way
// What branches off together comes together: Browser then draws it with few crossings.
ORDER BY [n IN nodes(way) | n.id]
LIMIT 200`,
  },
  reach: {
    title: 'What one party reaches, at a glance',
    reading: 'One arrow for each row of `inroads reach`: what it allows stands on it.',
    params: PARTY,
    cypher: `MATCH reach = (p:ExternalParty {id: $party})-[r:CAN_REACH]->(t)
RETURN reach
ORDER BY r.data DESC, r.hops, t.id
LIMIT 100`,
  },
  why: {
    title: 'Why: the statements behind what one party reaches',
    reading: 'Click a green node: `text` is the statement as the policy has it.',
    params: PARTY,
    cypher: `MATCH (p:ExternalParty {id: $party})-[r:CAN_REACH]->(t)
WITH p, r, t ORDER BY r.data DESC, r.hops, t.id LIMIT 25
UNWIND r.because AS id
MATCH why = (h:OutsideIdentity|Principal)-[:HAS_GRANT]->(g:Grant {id: id})-[:GRANTS]->(o)
WHERE h.id IN r.via AND o.id IN r.via
OPTIONAL MATCH door = (p)-[:HAS_IDENTITY]->(h)
RETURN why, door
LIMIT 150`,
  },
  whoReaches: {
    title: 'Who reaches one resource',
    reading: 'Every party with an arrow gets to the resource, or to what is inside it.',
    params: [['resource', 'Resource']],
    cypher: `MATCH reach = (p:ExternalParty)-[r:CAN_REACH]->(t:Resource)
WHERE t.id = $resource OR t.id STARTS WITH $resource + '/'
RETURN reach
ORDER BY p.id, t.id
LIMIT 100`,
  },
  doors: {
    title: 'All doors: who comes in as what',
    reading: 'Party, identity, and the role or user of yours that it becomes; `conditional` on the arrow means "if".',
    params: [],
    cypher: `MATCH door = (p:ExternalParty)-[:HAS_IDENTITY|HOLDS]->(i)-[:CAN_ASSUME*0..1]->(e:Principal)
RETURN door
ORDER BY p.id, i.id, e.id
LIMIT 100`,
  },
  around: {
    title: 'What comes to one principal, and what it opens',
    reading: 'Arrows that come in: who can become it. Arrows that go out: what it becomes and what it may act on.',
    params: PRINCIPAL,
    cypher: `MATCH (n:Principal {id: $principal})
OPTIONAL MATCH before = (m:Principal|OutsideIdentity)-[:CAN_ASSUME]->(n)
WITH n, before LIMIT 50
OPTIONAL MATCH after = (n)-[:CAN_ASSUME|CAN_ACCESS]->(o)
RETURN n, before, after
LIMIT 150`,
  },
  becoming: {
    title: 'The shortest way from one identity to one principal',
    reading: 'Each arrow is one assumption of a role.',
    params: [
      ['from', 'OutsideIdentity'],
      ['to', 'Principal'],
    ],
    cypher: `MATCH (a:OutsideIdentity|Principal)
WHERE a.id = $from
MATCH (b:Principal {id: $to})
MATCH way = shortestPath((a)-[:CAN_ASSUME*1..64]->(b))
RETURN way
LIMIT 10`,
  },
  content: {
    title: 'Outsiders that can change content',
    reading: 'Who may write data, and where.',
    params: [],
    cypher: `MATCH reach = (p:ExternalParty)-[r:CAN_REACH]->(t)
WHERE r.data AND 'write' IN r.access
RETURN reach
LIMIT 100`,
  },
  everybody: {
    title: 'What everybody reaches',
    reading: 'Open to anybody, or to anybody with an account of that cloud. Nothing here is the best answer.',
    params: [],
    cypher: `MATCH reach = (p:ExternalParty {everybody: true})-[r:CAN_REACH]->(t)
RETURN reach
ORDER BY p.id, t.id
LIMIT 100`,
  },
  scopes: {
    title: 'The organization: what holds what',
    reading: 'Organizations, units and accounts, each inside the one that points at it.',
    params: [],
    cypher: `MATCH holds = (a:Scope)-[:CONTAINS]->(b:Scope)
RETURN holds
ORDER BY a.id, b.id
LIMIT 200`,
  },
  unseen: {
    title: 'What the cloud refused to show, and where',
    reading: 'Each grey node is a call that was denied: more may be open there than is drawn anywhere.',
    params: [],
    cypher: `MATCH gap = (g:CoverageGap)-[:CONCERNS]->(n)
WHERE g.reason <> 'not-collected'
RETURN gap
ORDER BY g.id
LIMIT 100`,
  },
} as const satisfies Record<string, Picture>

/** All pictures, in the order in which they are listed. */
export const PICTURE_LIST: readonly Picture[] = Object.values(PICTURES)
