// Reach beyond what parties.yaml allows
MATCH (p:ExternalParty)
WHERE p.allowAccess IS NOT NULL OR p.allowData IS NOT NULL OR p.allowScopes IS NOT NULL
OPTIONAL MATCH (s:Scope)-[:CONTAINS*0..16]->(h:Scope)
WHERE s.id IN p.allowScopes
WITH p, collect(DISTINCT h.id) AS within
MATCH (p)-[r:CAN_REACH]->(t)
WHERE r.covers <> 'principal'
WITH p, r, t, within, coalesce(CASE WHEN t:Scope THEN t.id ELSE t.scope END, '') AS place
WITH p, r, t, [
  part IN [
    CASE WHEN any(a IN r.access WHERE NOT a IN p.allowAccess) THEN 'access' END,
    CASE WHEN r.data AND NOT p.allowData THEN 'data' END,
    CASE WHEN NOT place IN p.allowScopes AND NOT place IN within THEN 'scope' END
  ] WHERE part IS NOT NULL
] AS beyond
WHERE size(beyond) > 0
RETURN p.id AS party, r.entry AS entry, t.id AS target, beyond, r.access AS access, r.data AS data,
  r.actions AS actions, r.outcome AS outcome, r.requiresKeys AS requires
ORDER BY party, entry, target, beyond, outcome, requires, actions, access, data
LIMIT $limit
