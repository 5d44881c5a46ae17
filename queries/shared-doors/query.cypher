// Doors that several parties use
MATCH (p:ExternalParty)-[:HAS_IDENTITY]->(i:OutsideIdentity)-[:CAN_ASSUME]->(e:Principal)
WITH e, p.id AS party ORDER BY party
WITH e, collect(DISTINCT party) AS parties
WHERE size(parties) >= $parties
RETURN e.id AS principal, e.name AS name, e.scope AS scope, parties
ORDER BY principal
LIMIT $limit
