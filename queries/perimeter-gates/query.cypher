// Access of outsiders that a service perimeter gates
MATCH (a:OutsideIdentity|Principal)-[r:CAN_ACCESS]->()
WHERE any(k IN r.requiresKeys WHERE k IN ['accessLevel', 'ingress.source', 'perimeter', 'request.method'])
WITH DISTINCT a
WITH a,
  COLLECT {
    MATCH (s:OutsideIdentity|Principal)-[:MEMBER_OF*0..16]->(a)
    WITH DISTINCT s
    MATCH (p:ExternalParty)-[x:HAS_IDENTITY|CAN_REACH]->(m:OutsideIdentity|Principal)-[:CAN_ASSUME*0..1]->(s)
    WHERE x.covers IS NULL OR x.covers = 'principal'
    RETURN DISTINCT p.id AS id ORDER BY id
  } AS parties
WHERE size(parties) > 0
MATCH (a)-[r:CAN_ACCESS]->(t)
WITH a, parties, r, t, [k IN r.requiresKeys WHERE k IN ['accessLevel', 'ingress.source', 'perimeter', 'request.method']] AS gates
WHERE size(gates) > 0
RETURN a.id AS holder, parties, t.id AS target, gates, 'perimeter' IN gates AND r.alternatives IS NULL AS shut,
  r.access AS access, r.data AS data, r.actions AS actions
ORDER BY holder, target, gates, shut, access, data, actions
LIMIT $limit
