import type { CannedQuery, ParamSpec } from '../query/index.js'

/**
 * For each label the node to begin with, found in what is published: no name of the graph stands in what is served, so
 * none can do harm there.
 */
const FIRST_OF: ReadonlyMap<string, string> = new Map([
  [
    'ExternalParty',
    'MATCH (p:ExternalParty)-[r:CAN_REACH]->() WITH p, count(r) AS rows ORDER BY rows DESC, p.id RETURN p.id LIMIT 1',
  ],
  [
    'OutsideIdentity',
    'MATCH (p:ExternalParty)-[:HAS_IDENTITY]->(n:OutsideIdentity) MATCH (p)-[r:CAN_REACH]->() WITH n, count(r) AS rows ORDER BY rows DESC, n.id RETURN n.id LIMIT 1',
  ],
  [
    'Principal',
    'MATCH (:ExternalParty)-[r:CAN_REACH]->(n:Principal) WITH n, max(r.hops) AS hops ORDER BY hops DESC, n.id RETURN n.id LIMIT 1',
  ],
  [
    'Resource',
    "MATCH (:ExternalParty)-[r:CAN_REACH]->(n:Resource) WHERE r.covers = 'resource' WITH n, count(r) AS rows ORDER BY rows DESC, n.id RETURN n.id LIMIT 1",
  ],
])

/** The Browser command that sets a parameter to a node of what is published; null for labels that have no first. */
export function parameterCommand(name: string, label: string): string | null {
  const first = FIRST_OF.get(label)
  return first === undefined ? null : `:param ${name} => COLLECT { ${first} }[0]`
}

/** The commands that set what a query cannot run without, in its order. */
export function requiredCommands(query: Pick<CannedQuery, 'params'>): string[] {
  return [...query.params].flatMap(([name, spec]) => {
    if (!spec.required) return []
    return parameterCommand(name, labelOf(spec)) ?? `:param ${name} => ${cypherLiteral(spec.example)}`
  })
}

function labelOf({ type, labels }: ParamSpec): string {
  return labels?.find((label) => FIRST_OF.has(label)) ?? (type === 'string' ? 'Resource' : '')
}

/** A value as Cypher writes it. INVARIANT: no text ends its literal, and none holds what Browser reads as a command. */
export function cypherLiteral(value: string | number | boolean | null): string {
  if (typeof value !== 'string') return String(value)
  const harmless = value.replace(/[^A-Za-z0-9 _.:@*+=,-]/g, (unit) => {
    return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`
  })
  return `'${harmless}'`
}
