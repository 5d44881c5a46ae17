// Outsiders that parties.yaml does not know
MATCH (p:ExternalParty)
WHERE NOT p.registered AND NOT p.everybody
OPTIONAL MATCH (p)-[r:CAN_REACH]->(t)
RETURN p.id AS party, p.name AS name, p.source AS source, count(DISTINCT r.entry) AS entries,
  count(DISTINCT t) AS targets, sum(CASE WHEN r.data THEN 1 ELSE 0 END) AS data
ORDER BY targets DESC, party
LIMIT $limit
