// Who outside reaches one resource, also through what holds it
OPTIONAL MATCH (s:Scope)-[:CONTAINS*1..16]->(a)
WHERE a.id = $resource OR a.id = split($resource, '/')[0]
WITH collect(DISTINCT s) AS holders
MATCH (p:ExternalParty)-[r:CAN_REACH]->(t)
WITH p, r, t,
  CASE
    WHEN t.id = $resource THEN 'itself'
    WHEN t IN holders THEN 'holds it'
    WHEN t.id STARTS WITH $resource + '/' THEN 'inside it'
    WHEN r.covers = 'pattern' AND $resource STARTS WITH split(split(t.id, '*')[0], '?')[0] THEN 'may match'
  END AS relation
WHERE relation IS NOT NULL
RETURN p.id AS party, r.entry AS entry, t.id AS target, relation, r.access AS access, r.data AS data,
  r.actions AS actions, r.outcome AS outcome, r.requiresKeys AS requires
ORDER BY party, entry, target, relation, outcome, requires, actions, access, data
LIMIT $limit
