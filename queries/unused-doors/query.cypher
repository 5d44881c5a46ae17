// Doors that outsiders have not used for a while
MATCH (s:Snapshot)
MATCH (:ExternalParty)-[:HAS_IDENTITY]->(i:OutsideIdentity)-[:CAN_ASSUME]->(e:Principal)
WITH DISTINCT e, toString(date(s.today) - duration({days: $days})) AS since
WHERE e.lastUsedAt IS NULL OR left(e.lastUsedAt, 10) < since
RETURN e.id AS principal, e.name AS name, e.lastUsedAt AS lastUsedAt, e.createdAt AS createdAt,
  COLLECT {
    MATCH (p:ExternalParty)-[:HAS_IDENTITY]->(:OutsideIdentity)-[:CAN_ASSUME]->(e)
    RETURN DISTINCT p.id AS id ORDER BY id
  } AS parties
ORDER BY principal
LIMIT $limit
