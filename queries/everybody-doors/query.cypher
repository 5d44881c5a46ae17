// Doors that stand open to everybody
MATCH (i:OutsideIdentity)-[r:CAN_ASSUME|CAN_ACCESS]->(t)
WHERE i.everybody
RETURN i.id AS identity, type(r) AS opens, t.id AS target, r.actions AS actions, r.outcome AS outcome,
  r.requiresKeys AS requires
ORDER BY identity, opens, target, outcome, requires, actions
LIMIT $limit
