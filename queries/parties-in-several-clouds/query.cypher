// Parties that reach into more than one cloud
MATCH (p:ExternalParty)-[:CAN_REACH]->(t)
WITH p, t ORDER BY t.cloud
WITH p, collect(DISTINCT t.cloud) AS clouds, count(DISTINCT t) AS targets
WHERE size(clouds) >= $clouds
RETURN p.id AS party, p.name AS name, clouds, targets
ORDER BY targets DESC, party
LIMIT $limit
