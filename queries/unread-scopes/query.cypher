// Accounts of ours whose own data is not in the snapshot
MATCH (s:Scope)
WHERE NOT s.imported
OPTIONAL MATCH (p:ExternalParty)-[r:CAN_REACH]->(t)
WHERE t = s OR t.scope = s.id
RETURN s.id AS scope, s.name AS name, s.type AS type, s.status AS status, count(DISTINCT p) AS parties
ORDER BY parties DESC, scope
LIMIT $limit
