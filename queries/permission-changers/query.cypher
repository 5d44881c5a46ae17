// Outsiders that can change permissions
MATCH (p:ExternalParty)
// In the order of the answer: the server stops at the party with which the limit is reached.
WITH p ORDER BY p.id
MATCH (p)-[r:CAN_REACH]->(t)
WHERE 'permissions' IN r.access
RETURN p.id AS party, r.entry AS entry, t.id AS target, r.covers AS covers, r.access AS access, r.data AS data,
  r.actions AS actions, r.outcome AS outcome, r.requiresKeys AS requires, r.hops AS hops
ORDER BY party, entry, target, covers, outcome, requires, actions, access, data, hops
LIMIT $limit
