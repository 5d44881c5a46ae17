// By which of our principals outsiders come in, and what is behind each
MATCH (p:ExternalParty)-[r:CAN_REACH]->(t)
WITH p.id AS party, r, t ORDER BY party
RETURN r.entry AS entry, collect(DISTINCT party) AS parties, count(DISTINCT t) AS targets,
  sum(CASE WHEN r.data THEN 1 ELSE 0 END) AS data,
  sum(CASE WHEN r.outcome = 'allowed' THEN 1 ELSE 0 END) AS unconditional
ORDER BY targets DESC, entry
LIMIT $limit
