// Access that waits for an activation, an approval or an acceptance
MATCH (p:ExternalParty)-[r:CAN_REACH]->(t)
WITH p, r, t, [k IN r.requiresKeys WHERE k IN ['acceptance', 'activation', 'approval']] AS waits
WHERE size(waits) > 0
RETURN p.id AS party, r.entry AS entry, t.id AS target, waits, r.access AS access, r.data AS data,
  r.actions AS actions, r.outcome AS outcome, r.requiresKeys AS requires
ORDER BY party, entry, target, waits, outcome, requires, actions, access, data
LIMIT $limit
