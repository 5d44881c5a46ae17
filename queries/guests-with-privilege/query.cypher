// Guests that change things or read content
MATCH (p:ExternalParty)-[:HAS_IDENTITY]->(:OutsideIdentity)-[:CAN_ASSUME]->(u:Principal)
WHERE u.userType = 'Guest'
WITH DISTINCT p, u
MATCH (p)-[r:CAN_REACH]->(t)
WHERE r.entry = u.id AND r.covers <> 'principal' AND (r.data OR 'write' IN r.access OR 'permissions' IN r.access)
RETURN p.id AS party, u.id AS guest, u.name AS name, t.id AS target, r.access AS access, r.data AS data,
  r.actions AS actions, r.outcome AS outcome, r.requiresKeys AS requires, r.hops AS hops
ORDER BY party, guest, target, outcome, requires, actions, access, data, hops
LIMIT $limit
