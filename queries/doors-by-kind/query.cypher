// Kinds of grants that name outsiders, and how much each opens
MATCH (p:ExternalParty)-[:HAS_IDENTITY]->(i:OutsideIdentity)-[r:CAN_ASSUME|CAN_ACCESS]->(t)
UNWIND CASE WHEN size(r.because) = 0 THEN [''] ELSE r.because END AS id
OPTIONAL MATCH (g:Grant {id: id})
WITH coalesce(g.kind, 'directory') AS door, p, i, r, t
RETURN door, count(DISTINCT p) AS parties, count(DISTINCT i) AS identities, count(DISTINCT t) AS targets,
  count(DISTINCT CASE WHEN r.data THEN t END) AS data,
  count(DISTINCT CASE WHEN r.outcome = 'allowed' THEN r END) AS unconditional
ORDER BY parties DESC, door
LIMIT $limit
