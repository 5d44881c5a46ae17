// Parties that reach into several accounts
MATCH (p:ExternalParty)-[r:CAN_REACH]->(t)
WITH p, t, CASE WHEN r.covers = 'scope' THEN t.id ELSE t.scope END AS scope
ORDER BY scope
WITH p, collect(DISTINCT scope) AS scopes, count(DISTINCT t) AS targets
WHERE size(scopes) >= $scopes
RETURN p.id AS party, p.name AS name, size(scopes) AS places, scopes, targets
ORDER BY places DESC, party
LIMIT $limit
