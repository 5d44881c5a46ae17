// Roles of outsiders whose permissions are not known
MATCH (p:ExternalParty)-[r:CAN_REACH]->(t)
WHERE r.outcome = 'unknown' AND size(r.actions) = 0
UNWIND r.because AS id
MATCH (g:Grant {id: id})
WHERE g.kind IN ['binding', 'grant', 'lighthouse', 'role-assignment']
RETURN DISTINCT p.id AS party, r.entry AS entry, t.id AS target, g.kind AS kind, g.id AS grant, g.text AS text
ORDER BY party, entry, target, grant
LIMIT $limit
