// Parties that reach into several accounts
MATCH (p:ExternalParty)
// Sorted party by party: short lists are sorted faster than a long one.
CALL (p) {
  MATCH (p)-[r:CAN_REACH]->(t)
  WITH t, CASE WHEN r.covers = 'scope' THEN t.id ELSE t.scope END AS scope
  ORDER BY scope
  RETURN collect(DISTINCT scope) AS scopes, count(DISTINCT t) AS targets
}
WITH p, scopes, targets
WHERE size(scopes) >= $scopes
RETURN p.id AS party, p.name AS name, size(scopes) AS places, scopes, targets
ORDER BY places DESC, party
LIMIT $limit
