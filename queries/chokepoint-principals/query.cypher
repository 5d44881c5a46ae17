// Principals that much of the outside reach passes through
MATCH (p:ExternalParty)-[r:CAN_REACH]->(t)
// Between where the party starts and the target. What is read once for each row is read before the steps are told apart.
WITH p, t, r.via[1..-1] AS steps, CASE WHEN r.data THEN 1 ELSE 0 END AS content
UNWIND steps AS step
WITH step, count(DISTINCT p) AS parties, count(DISTINCT t) AS targets, sum(content) AS data
MATCH (n:Principal {id: step})
RETURN n.id AS principal, n.name AS name, n.scope AS scope, parties, targets, data
ORDER BY targets DESC, principal
LIMIT $limit
