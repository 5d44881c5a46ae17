// Bridges between our clouds, and which outsiders walk onto them
MATCH (a:Principal)-[r:CAN_ASSUME]->(b:Principal)
WHERE a.cloud <> b.cloud
RETURN a.id AS principal, a.cloud AS cloud, b.id AS becomes, b.cloud AS into, r.actions AS actions,
  r.outcome AS outcome, r.requiresKeys AS requires,
  COLLECT {
    MATCH (p:ExternalParty)-[x:CAN_REACH]->(a) WHERE x.covers = 'principal' RETURN DISTINCT p.id AS id ORDER BY id
  } AS parties
ORDER BY principal, becomes, outcome, requires, actions
LIMIT $limit
