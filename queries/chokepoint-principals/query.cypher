// Principals that much of the outside reach passes through
MATCH (p:ExternalParty)-[r:CAN_REACH]->(t)
UNWIND r.via AS step
WITH p, r, t, step
WHERE NOT (t:Principal AND t.id = step)
WITH step, count(DISTINCT p) AS parties, count(DISTINCT t) AS targets,
  sum(CASE WHEN r.data THEN 1 ELSE 0 END) AS data
MATCH (n:Principal {id: step})
RETURN n.id AS principal, n.name AS name, n.scope AS scope, parties, targets, data
ORDER BY targets DESC, principal
LIMIT $limit
