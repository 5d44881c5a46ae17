// Which content outsiders get to, by kind of resource
MATCH (p:ExternalParty)-[r:CAN_REACH]->(t)
WHERE r.data
RETURN t.type AS type, p.id AS party, p.name AS name, count(DISTINCT t) AS targets,
  sum(CASE WHEN 'write' IN r.access THEN 1 ELSE 0 END) AS writing,
  sum(CASE WHEN r.outcome = 'allowed' THEN 1 ELSE 0 END) AS unconditional
ORDER BY type, party
LIMIT $limit
