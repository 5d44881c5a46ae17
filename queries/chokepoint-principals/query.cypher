// Principals that much of the outside reach passes through
MATCH (p:ExternalParty)-[r:CAN_REACH]->(t)
UNWIND r.via AS step
MATCH (n:Principal {id: step})
WHERE n <> t
RETURN n.id AS principal, n.name AS name, n.scope AS scope, count(DISTINCT p) AS parties,
  count(DISTINCT t) AS targets, sum(CASE WHEN r.data THEN 1 ELSE 0 END) AS data
ORDER BY targets DESC, principal
LIMIT $limit
