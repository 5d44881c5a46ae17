// What each identity outside opens, by itself
MATCH (i:OutsideIdentity)-[r:CAN_ASSUME|CAN_ACCESS]->(t)
RETURN i.id AS identity,
  COLLECT { MATCH (p:ExternalParty)-[:HAS_IDENTITY]->(i) RETURN DISTINCT p.id AS id ORDER BY id } AS parties,
  type(r) AS opens, t.id AS target, r.actions AS actions, r.outcome AS outcome, r.requiresKeys AS requires
ORDER BY identity, opens, target, outcome, requires, actions
LIMIT $limit
