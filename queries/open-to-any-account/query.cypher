// Grants that admit anybody with an account of a cloud, and what stands behind each
MATCH (p:ExternalParty)-[r:CAN_REACH]->(t)
WHERE p.everybody AND p.cloud IS NOT NULL
UNWIND r.because AS id
WITH p, id, count(DISTINCT t) AS targets, sum(CASE WHEN r.data THEN 1 ELSE 0 END) AS data,
  sum(CASE WHEN r.outcome = 'allowed' THEN 1 ELSE 0 END) AS unconditional
MATCH (g:Grant {id: id})
RETURN p.id AS party, g.kind AS kind, g.id AS grant, targets, data, unconditional
ORDER BY party, grant
LIMIT $limit
