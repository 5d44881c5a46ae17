// Trust statements by what stands behind them
MATCH (p:ExternalParty)-[:HAS_IDENTITY]->(:OutsideIdentity)-[:CAN_ASSUME]->(e:Principal)
WITH p, collect(DISTINCT e.id) AS doors
MATCH (p)-[r:CAN_REACH]->(t)
WHERE r.entry IN doors
WITH p, r.entry AS entry, collect(DISTINCT t) AS behind
MATCH (e:Principal {id: entry})<-[a:CAN_ASSUME]-(i:OutsideIdentity)<-[:HAS_IDENTITY]-(p)
UNWIND a.because AS id
MATCH (g:Grant {id: id})
UNWIND behind AS t
RETURN g.id AS grant, g.document AS document, g.statement AS statement, g.sid AS sid, count(DISTINCT p) AS parties,
  count(DISTINCT e) AS entries, count(DISTINCT t) AS targets
ORDER BY targets DESC, grant
LIMIT $limit
