// Content that is open to everybody, by the kind of grant that opens it
MATCH (p:ExternalParty)-[r:CAN_REACH]->(t)
WHERE p.everybody AND (r.data OR r.outcome = 'unknown')
UNWIND r.because AS id
MATCH (g:Grant {id: id})
WITH DISTINCT g.kind AS door, p, r, t
RETURN door, p.id AS party, t.id AS target, t.type AS type, r.access AS access, r.data AS data, r.outcome AS outcome,
  r.requiresKeys AS requires
ORDER BY door, party, target, type, outcome, requires, access, data
LIMIT $limit
