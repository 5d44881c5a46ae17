// Groups of ours that outsiders are in
MATCH (g:Principal)
WHERE g.type CONTAINS 'group'
MATCH way = (inner:Principal)-[:MEMBER_OF*0..16]->(g)
WITH g, inner, min(length(way)) AS depth
MATCH (m:OutsideIdentity|Principal)-[a:CAN_ASSUME]->(inner)
WHERE a.set AND (m:OutsideIdentity OR NOT m.type CONTAINS 'group')
WITH g, m, min(depth) + 1 AS depth
WITH g, m, depth,
  COLLECT {
    MATCH (p:ExternalParty)-[:HAS_IDENTITY|CAN_ASSUME*1..2]->(m) RETURN DISTINCT p.id AS id ORDER BY id
  } AS parties
WHERE size(parties) > 0
RETURN g.id AS principal, g.name AS name, m.id AS member, m.name AS memberName, parties, depth,
  COUNT { MATCH (g)-[:CAN_ACCESS]->(t) RETURN DISTINCT t } AS targets
ORDER BY principal, member
LIMIT $limit
