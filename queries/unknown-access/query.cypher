// Access whose meaning could not be read
MATCH (p:ExternalParty)-[r:CAN_REACH]->(t)
WHERE r.outcome = 'unknown'
RETURN p.id AS party, r.entry AS entry, t.id AS target, r.covers AS covers, r.access AS access, r.data AS data,
  r.actions AS actions, r.outcome AS outcome, r.requiresKeys AS requires, r.hops AS hops
ORDER BY party, entry, target, covers, outcome, requires, actions, access, data, hops
LIMIT $limit
