// Statements that grant outsiders the most
MATCH (p:ExternalParty)-[r:CAN_REACH]->(t)
UNWIND r.because AS id
WITH id, count(DISTINCT p) AS parties, count(DISTINCT t) AS targets, sum(CASE WHEN r.data THEN 1 ELSE 0 END) AS data
MATCH (g:Grant {id: id})
RETURN g.id AS grant, g.kind AS kind, g.document AS document, g.statement AS statement, g.sid AS sid, parties,
  targets, data
ORDER BY parties DESC, targets DESC, grant
LIMIT $limit
