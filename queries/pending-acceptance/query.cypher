// Offers to outsiders that wait to be accepted
MATCH (p:ExternalParty)-[r:CAN_REACH]->(t)
WHERE 'acceptance' IN r.requiresKeys
RETURN p.id AS party, r.entry AS entry, t.id AS target, t.type AS type, r.actions AS actions, r.data AS data,
  r.outcome AS outcome, r.requiresKeys AS requires
ORDER BY party, entry, target, type, outcome, requires, actions, data
LIMIT $limit
