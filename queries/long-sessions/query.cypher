// Sessions that may last longer than was agreed
MATCH (p:ExternalParty)-[:HAS_IDENTITY]->(i:OutsideIdentity)-[:CAN_ASSUME]->(e:Principal)
WHERE e.maxSessionSeconds > p.maxSessionHours * 3600
RETURN DISTINCT p.id AS party, e.id AS principal, e.maxSessionSeconds AS maxSessionSeconds,
  p.maxSessionHours AS maxSessionHours
ORDER BY party, principal
LIMIT $limit
