// What one party could no longer become without one principal
MATCH (p:ExternalParty {id: $party})
CALL (p) {
  MATCH around = (p)-[:HAS_IDENTITY|CAN_ASSUME*1..64]->(o:Principal)
  WHERE all(n IN nodes(around) WHERE n.id <> $principal)
  RETURN collect(DISTINCT o) AS spared
}
CALL (p) {
  MATCH way = (p)-[:HAS_IDENTITY|CAN_ASSUME*1..64]->(t:Principal)
  WITH t, min(length(way)) AS steps
  RETURN t, steps - 1 AS hops
}
WITH t, hops, spared
WHERE NOT t IN spared
RETURN t.id AS lost, t.name AS name, t.scope AS scope, hops
ORDER BY hops, lost
LIMIT $limit
