// Parties that one cut would shut out
MATCH (p:ExternalParty)-[r:CAN_REACH]->(t)
WITH p, collect(DISTINCT r.entry) AS entries, count(DISTINCT t) AS targets,
  sum(CASE WHEN r.data THEN 1 ELSE 0 END) AS data
WHERE size(entries) = 1
RETURN p.id AS party, p.name AS name, entries[0] AS entry, targets, data
ORDER BY targets DESC, party
LIMIT $limit
