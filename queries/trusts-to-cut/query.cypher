// Trust statements by what stands behind them
MATCH (p:ExternalParty)-[:HAS_IDENTITY]->(i:OutsideIdentity)-[a:CAN_ASSUME]->(e:Principal)
UNWIND a.because AS id
MATCH (g:Grant {id: id})
WITH DISTINCT g, p, e
MATCH (p)-[r:CAN_REACH]->(t)
WHERE r.entry = e.id
RETURN g.id AS grant, g.document AS document, g.statement AS statement, g.sid AS sid, count(DISTINCT p) AS parties,
  count(DISTINCT e) AS entries, count(DISTINCT t) AS targets
ORDER BY targets DESC, grant
LIMIT $limit
