// What outsiders could no longer become without one principal
MATCH (m:Principal {id: $principal})
MATCH way = SHORTEST 1 (i:OutsideIdentity)-[:CAN_ASSUME]->+(m)
WITH DISTINCT i, length(way) AS hops
MATCH (p:ExternalParty)-[:HAS_IDENTITY]->(i)
WITH DISTINCT p
CALL (p) {
  MATCH (p)-[:HAS_IDENTITY]->(i:OutsideIdentity)
  MATCH around = SHORTEST 1 (i)((x:OutsideIdentity|Principal)-[:CAN_ASSUME]->(y:Principal) WHERE y.id <> $principal)+(o:Principal)
  WITH DISTINCT o, length(around) AS hops
  RETURN collect(DISTINCT o) AS spared
}
MATCH (p)-[:HAS_IDENTITY]->(i:OutsideIdentity)
MATCH whole = SHORTEST 1 (i)-[:CAN_ASSUME]->+(t:Principal)
WITH p, spared, t, length(whole) AS hops
WHERE NOT t IN spared
RETURN p.id AS party, t.id AS lost, t.name AS name, t.scope AS scope, min(hops) AS hops
ORDER BY party, hops, lost
LIMIT $limit
