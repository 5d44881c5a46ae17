// What outsiders may use without becoming anybody, by type of resource
MATCH ()-[a:CAN_ASSUME]->(s:Principal)
WHERE a.set
WITH collect(DISTINCT s.id) AS sets
MATCH (p:ExternalParty)-[r:CAN_REACH]->(t)
WHERE head(r.steps) <> 'HOLDS' AND last(r.steps) = 'CAN_ACCESS' AND all(id IN r.via[1..-1] WHERE id IN sets)
RETURN t.type AS type, p.id AS party, p.name AS name, count(DISTINCT t) AS targets,
  sum(CASE WHEN r.data THEN 1 ELSE 0 END) AS data, sum(CASE WHEN 'write' IN r.access THEN 1 ELSE 0 END) AS writing,
  sum(CASE WHEN r.outcome = 'allowed' THEN 1 ELSE 0 END) AS unconditional
ORDER BY type, party
LIMIT $limit
