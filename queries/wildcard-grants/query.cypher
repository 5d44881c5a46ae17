// Outsiders with every action of a service, or of all
MATCH (p:ExternalParty)-[r:CAN_REACH]->(t)
WITH p, r, t, [a IN r.actions WHERE a = '*' OR (a ENDS WITH ':*' AND NOT a STARTS WITH '!')] AS wildcards
WHERE size(wildcards) > 0
RETURN p.id AS party, r.entry AS entry, t.id AS target, r.covers AS covers, wildcards, r.outcome AS outcome,
  r.requiresKeys AS requires, r.hops AS hops
ORDER BY party, entry, target, covers, outcome, requires, wildcards, hops
LIMIT $limit
