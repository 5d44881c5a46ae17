// Groups and applications of ours that outsiders own
MATCH (o:Principal)-[:OWNS]->(x:Principal)
WITH DISTINCT o, x
MATCH (p:ExternalParty)-[r:CAN_REACH]->(o)
WHERE r.covers = 'principal'
WITH p, o, x, min(r.hops) AS hops
RETURN p.id AS party, o.id AS owner, o.name AS name, x.id AS owned, x.name AS ownedName, x.type AS type, hops,
  COUNT { MATCH (x)-[:CAN_ACCESS]->(t) RETURN DISTINCT t } AS targets
ORDER BY party, owner, owned
LIMIT $limit
