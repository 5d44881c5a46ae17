// Narrow doors that lead to strong access
MATCH (p:ExternalParty)
// In the order of the answer: the server stops at the party with which the limit is reached.
WITH p ORDER BY p.id
MATCH (p)-[r:CAN_REACH]->(t)
WHERE r.hops >= 3 AND r.covers <> 'principal'
  AND ('permissions' IN r.access OR '*' IN r.actions OR '*:*' IN r.actions)
RETURN p.id AS party, r.entry AS entry, t.id AS target, r.via AS via, r.actions AS actions, r.outcome AS outcome,
  r.requiresKeys AS requires
ORDER BY party, entry, target, via, outcome, requires, actions
LIMIT $limit
