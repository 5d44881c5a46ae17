// Service accounts that outsiders get to, directly or by way of others
MATCH (p:ExternalParty)-[r:CAN_REACH]->(s:Principal)
WHERE r.covers = 'principal' AND s.type CONTAINS 'service_account'
WITH p, s, min(r.hops) AS hops, sum(CASE WHEN r.outcome = 'allowed' THEN 1 ELSE 0 END) AS freely
WHERE hops >= $hops
RETURN p.id AS party, s.id AS principal, s.scope AS scope, hops, freely > 0 AS unconditional,
  COUNT { MATCH (s)-[:CAN_ACCESS]->(t) RETURN DISTINCT t } AS targets,
  COUNT { MATCH (s)-[a:CAN_ACCESS]->(t) WHERE a.data RETURN DISTINCT t } AS data
ORDER BY hops DESC, party, principal
LIMIT $limit
