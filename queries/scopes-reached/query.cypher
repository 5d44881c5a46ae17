// Which accounts outsiders reach into, and how far
MATCH (p:ExternalParty)-[r:CAN_REACH]->(t)
WITH p, t, CASE WHEN r.covers = 'scope' THEN t.id ELSE coalesce(t.scope, '') END AS scope,
  CASE WHEN r.data THEN 1 ELSE 0 END AS content,
  CASE WHEN '*' IN r.actions OR '*:*' IN r.actions THEN 1 ELSE 0 END AS whole
RETURN scope, count(DISTINCT p) AS parties, count(DISTINCT t) AS targets, sum(content) AS data, sum(whole) AS everything
ORDER BY parties DESC, scope
LIMIT $limit
