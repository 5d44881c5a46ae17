// Doors that ask for nothing
MATCH (i:OutsideIdentity)-[r:CAN_ASSUME]->(e:Principal)
WHERE r.outcome = 'allowed' AND EXISTS { (:ExternalParty)-[:HAS_IDENTITY]->(i) }
RETURN i.id AS identity,
  COLLECT { MATCH (p:ExternalParty)-[:HAS_IDENTITY]->(i) RETURN DISTINCT p.id AS id ORDER BY id } AS parties,
  e.id AS principal, r.actions AS actions, r.outcome AS outcome, r.requiresKeys AS requires
ORDER BY identity, principal, outcome, requires, actions
LIMIT $limit
