// Outsiders with every action of a service, or of all
MATCH (p:ExternalParty)
// In the order of the answer: the server stops at the party with which the limit is reached.
WITH p ORDER BY p.id
MATCH (p)-[r:CAN_REACH]->(t)
WITH p, r, t, [a IN r.actions WHERE a = '*' OR (a ENDS WITH ':*' AND NOT a STARTS WITH '!')] AS wildcards
WHERE size(wildcards) > 0
RETURN p.id AS party, r.entry AS entry, t.id AS target, r.covers AS covers, wildcards, r.outcome AS outcome,
  r.requiresKeys AS requires, r.hops AS hops
ORDER BY party, entry, target, covers, outcome, requires, wildcards, hops
LIMIT $limit
