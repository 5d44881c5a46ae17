// Outsiders that can change permissions
MATCH (p:ExternalParty)-[r:CAN_REACH]->(t)
WHERE 'permissions' IN r.access
RETURN p.id AS party, r.entry AS entry, t.id AS target, r.covers AS covers, r.access AS access, r.data AS data,
  r.actions AS actions, r.outcome AS outcome, r.requiresKeys AS requires, r.hops AS hops
ORDER BY party, entry, target, covers, outcome, requires, actions, access, data, hops
LIMIT $limit
