// Where one party is, cloud by cloud and place by place
MATCH (p:ExternalParty {id: $party})-[r:CAN_REACH]->(t)
WITH r, t, coalesce(t.cloud, '') AS cloud, CASE WHEN r.covers = 'scope' THEN t.id ELSE coalesce(t.scope, '') END AS scope
RETURN cloud, scope, count(DISTINCT r.entry) AS entries, count(DISTINCT t) AS targets,
  sum(CASE WHEN r.data THEN 1 ELSE 0 END) AS data, sum(CASE WHEN 'write' IN r.access THEN 1 ELSE 0 END) AS writing,
  sum(CASE WHEN r.outcome = 'allowed' THEN 1 ELSE 0 END) AS unconditional
ORDER BY cloud, scope
LIMIT $limit
