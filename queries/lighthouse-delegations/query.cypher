// What Azure Lighthouse delegates to other tenants
MATCH (g:Grant)<-[:HAS_GRANT]-(i:OutsideIdentity)-[r:CAN_ACCESS]->(t)
WHERE g.kind = 'lighthouse' AND g.id IN r.because
RETURN i.id AS identity, i.name AS name,
  COLLECT { MATCH (p:ExternalParty)-[:HAS_IDENTITY]->(i) RETURN DISTINCT p.id AS id ORDER BY id } AS parties,
  g.sid AS offer, t.id AS target, r.access AS access, r.actions AS actions, r.outcome AS outcome,
  r.requiresKeys AS requires
ORDER BY identity, offer, target, outcome, requires, actions, access
LIMIT $limit
