// Reach that crosses from one of our clouds into another
MATCH (a:Principal)-[:CAN_ASSUME]->(b:Principal)
WHERE a.cloud <> b.cloud
// Where no bridge is, no row is looked at.
WITH count(b) AS bridges
WHERE bridges > 0
MATCH (p:ExternalParty)-[r:CAN_REACH]->(t)
WHERE r.hops >= 2
WITH p, r, t, r.via AS via
UNWIND range(1, size(via) - 1) AS i
MATCH (a:Principal {id: via[i - 1]})
MATCH (b:Principal {id: via[i]})
WHERE a.cloud <> b.cloud AND EXISTS { (a)-[:CAN_ASSUME]->(b) }
WITH DISTINCT p, r, t, via
RETURN p.id AS party, r.entry AS entry, t.id AS target, via, r.access AS access, r.data AS data,
  r.actions AS actions, r.outcome AS outcome, r.requiresKeys AS requires, r.hops AS hops
ORDER BY party, entry, target, via, outcome, requires, actions, access, data, hops
LIMIT $limit
