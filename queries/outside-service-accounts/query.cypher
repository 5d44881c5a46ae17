// Service accounts of other projects, and what they reach
MATCH (p:ExternalParty)-[:HAS_IDENTITY]->(i:OutsideIdentity)
WHERE i.type CONTAINS 'service_account'
WITH DISTINCT p, i
MATCH (p)-[r:CAN_REACH]->(t)
WHERE head(r.via) = i.id
RETURN i.id AS identity, p.id AS party, r.entry AS entry, t.id AS target, r.access AS access, r.data AS data,
  r.actions AS actions, r.outcome AS outcome, r.requiresKeys AS requires, r.hops AS hops
ORDER BY identity, party, entry, target, outcome, requires, actions, access, data, hops
LIMIT $limit
