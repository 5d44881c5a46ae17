// Every outside party in one line
MATCH (p:ExternalParty)
OPTIONAL MATCH (p)-[r:CAN_REACH]->(t)
RETURN p.id AS party, p.name AS name, p.registered AS registered, count(DISTINCT r.entry) AS entries,
  count(DISTINCT t) AS targets,
  sum(CASE WHEN r.data THEN 1 ELSE 0 END) AS data,
  sum(CASE WHEN r.outcome = 'allowed' THEN 1 ELSE 0 END) AS unconditional,
  sum(CASE WHEN r.outcome = 'unknown' THEN 1 ELSE 0 END) AS unknown,
  coalesce(max(r.hops), 0) AS hops
ORDER BY targets DESC, party
LIMIT $limit
