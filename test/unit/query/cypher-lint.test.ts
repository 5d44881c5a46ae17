import { describe, expect, it } from 'vitest'
import { cypherSchema, lintCypher } from '../../../src/query/index.js'

const schema = cypherSchema()
const declared = { params: ['party'], columns: ['party', 'name'], order: ['party'] }
const END = 'RETURN p.id AS party, p.name AS name ORDER BY party LIMIT $limit'

function problems(cypher: string, change: Partial<typeof declared> = {}): string[] {
  return lintCypher(cypher, { ...declared, ...change }, schema)
}

describe('a statement that is in order', () => {
  it.each([
    ['a parameter in the pattern', `MATCH (p:ExternalParty {id: $party}) ${END}`],
    [
      'a comment and a text with signs',
      `// {it} $x\nMATCH (p:ExternalParty) WHERE p.id = $party AND p.name <> ';}"' ${END}`,
    ],
    [
      'an end that the type of its relationship describes',
      `MATCH (p:ExternalParty {id: $party})-[r:CAN_REACH]->(t) WHERE t.name = r.entry ${END}`,
    ],
    [
      'several hops with a bound, folded by DISTINCT',
      `MATCH (p:ExternalParty {id: $party})-[:HAS_IDENTITY]->(:OutsideIdentity)-[:CAN_ASSUME*1..8]->(:Principal) WITH DISTINCT p ${END}`,
    ],
    [
      'the least length of a path, with a condition on its nodes',
      `MATCH (p:ExternalParty {id: $party})-[:HAS_IDENTITY]->(i:OutsideIdentity) MATCH way = (i)-[:CAN_ASSUME*1..8]->(o:Principal) WHERE all(n IN nodes(way) WHERE n.id <> $party) WITH p, o, min(length(way)) AS hops ${END}`,
    ],
    [
      'a question inside',
      `MATCH (p:ExternalParty {id: $party}) WHERE EXISTS { (p)-[:HAS_IDENTITY]->(:OutsideIdentity) } ${END}`,
    ],
    ['words that start a text test', `MATCH (p:ExternalParty) WHERE p.name STARTS WITH $party ${END}`],
  ])('%s', (_case, cypher) => {
    expect(problems(cypher)).toEqual([])
  })
})

describe('a statement that is refused', () => {
  const M = 'MATCH (p:ExternalParty {id: $party})'
  it.each<[string, string, RegExp]>([
    ['writes', `${M} SET p.name = 'x' ${END}`, /`SET` is no clause/],
    ['creates', `${M} CREATE (q:ExternalParty) ${END}`, /`CREATE` is no clause/],
    ['merges in small letters', `${M} merge (q:ExternalParty) ${END}`, /function `merge`/],
    ['deletes', `${M} DETACH DELETE p ${END}`, /`DETACH` is no clause/],
    ['loads a file', `LOAD CSV FROM 'x' AS l ${M} ${END}`, /`LOAD` is no clause/],
    ['calls a procedure', `${M} CALL db.labels() ${END}`, /procedures/],
    ['calls a library', `${M} WHERE apoc.text.hash(p.name) = 1 ${END}`, /procedures and libraries/],
    ['uses an unknown function', `${M} WHERE rand() > 1 ${END}`, /function `rand`/],
    ['names an unknown label', `MATCH (p:Party {id: $party}) ${END}`, /`Party` is no label/],
    ['names an unknown type', `${M}-[:KNOWS]->(:Principal) ${END}`, /`KNOWS` is no relationship type/],
    ['names an unknown property', `${M} WHERE p.nickname = 'x' ${END}`, /`nickname` is no property of ExternalParty/],
    ['names an unknown property in a pattern', `MATCH (p:ExternalParty {key: $party}) ${END}`, /`key` is no property/],
    ['reads a property of an unknown thing', `${M} WHERE q.name = 'x' ${END}`, /what `q` is cannot be told/],
    ['has a node without a label', `${M} MATCH (q) WITH p, q ${END}`, /the node `q` has no label/],
    ['has a relationship without a type', `${M}-[r]->(q:Principal) ${END}`, /a relationship without a type/],
    ['has an arrow without a type', `${M}-->(q:Principal) ${END}`, /a relationship without a type/],
    ['quotes a name', `MATCH (p:\`ExternalParty\` {id: $party}) ${END}`, /is not used in canned queries/],
    ['is two', `${M} ${END}; ${END}`, /one statement/],
    ['has no limit', `${M} ${END.replace(' LIMIT $limit', '')}`, /does not end in `LIMIT \$limit`/],
    ['has a limit of its own', `${M} ${END.replace('$limit', '10')}`, /does not end in `LIMIT \$limit`/],
    ['is not ordered', `${M} ${END.replace(' ORDER BY party', '')}`, /no `ORDER BY`/],
    ['is ordered otherwise', `${M} ${END.replace('BY party', 'BY party DESC')}`, /is ordered by -party, not party/],
    [
      'returns something else',
      `${M} ${END.replace('p.name AS name', 'p.kind AS kind')}`,
      /returns party, kind, not party, name/,
    ],
    ['uses an undeclared parameter', `${M} WHERE p.name = $name ${END}`, /`\$name` is not declared/],
    ['forgets a parameter', `MATCH (p:ExternalParty) ${END}`, /`\$party` is not used/],
    [
      'walks without an end',
      `${M}-[:HAS_IDENTITY*1..]->(i:OutsideIdentity) WITH DISTINCT p ${END}`,
      /needs an upper bound/,
    ],
    ['walks anywhere', `${M}-[:HAS_IDENTITY*]->(i:OutsideIdentity) WITH DISTINCT p ${END}`, /needs an upper bound/],
    ['walks too far', `${M}-[:HAS_IDENTITY*1..99]->(i:OutsideIdentity) WITH DISTINCT p ${END}`, /needs an upper bound/],
    [
      'repeats without an end',
      `${M}-[:HAS_IDENTITY]->+(i:OutsideIdentity) WITH DISTINCT p ${END}`,
      /needs an upper bound/,
    ],
    ['lists every path', `${M}-[:HAS_IDENTITY*1..8]->(i:OutsideIdentity) WITH p ${END}`, /list every path/],
    [
      'lists paths',
      `MATCH way = (p:ExternalParty {id: $party})-[:HAS_IDENTITY*1..3]->(i:OutsideIdentity) WITH DISTINCT p, way ${END}`,
      /only `min\(length\(...\)\)` may be used/,
    ],
    [
      'uses the length of every path',
      `MATCH way = (p:ExternalParty {id: $party})-[:HAS_IDENTITY*1..3]->(i:OutsideIdentity) WITH DISTINCT p, length(way) AS n ${END}`,
      /only `min\(length\(...\)\)` may be used/,
    ],
    [
      'asks for shortest paths',
      `${M}-[:HAS_IDENTITY]->(i:OutsideIdentity) MATCH SHORTEST 1 (i)-[:CAN_ASSUME]->+(o:Principal) WITH DISTINCT p ${END}`,
      /`SHORTEST` is no clause/,
    ],
    ['has an open text', `${M} WHERE p.name = 'x ${END}`, /the text does not end/],
    ['has an open comment', `${M} /* ${END}`, /the comment does not end/],
  ])('%s', (_case, cypher, problem) => {
    expect(problems(cypher).join('\n')).toMatch(problem)
  })
})
