// Accounts of ours whose own data is not in the snapshot
CALL () {
  MATCH (s:Scope)
  WHERE NOT s.imported
  RETURN s.id AS place, NULL AS p
  UNION ALL
  MATCH (p:ExternalParty)-[r:CAN_REACH]->(t)
  RETURN CASE WHEN r.covers = 'scope' THEN t.id ELSE t.scope END AS place, p
}
WITH place, count(DISTINCT p) AS parties
MATCH (s:Scope {id: place})
WHERE NOT s.imported
RETURN s.id AS scope, s.name AS name, s.type AS type, s.status AS status, parties
ORDER BY parties DESC, scope
LIMIT $limit
