// Content that policies hand to outsiders directly
MATCH ()-[a:CAN_ASSUME]->(s:Principal)
WHERE a.set
WITH collect(DISTINCT s.id) AS sets
MATCH (p:ExternalParty)-[r:CAN_REACH]->(t)
WHERE (r.data OR r.outcome = 'unknown') AND head(r.steps) <> 'HOLDS' AND last(r.steps) = 'CAN_ACCESS'
  AND all(id IN r.via[1..-1] WHERE id IN sets)
RETURN p.id AS party, head(r.via) AS identity, t.id AS target,
  COLLECT { MATCH (g:Grant) WHERE g.id IN r.because RETURN DISTINCT g.kind AS kind ORDER BY kind } AS doors,
  r.access AS access, r.data AS data, r.outcome AS outcome, r.requiresKeys AS requires
ORDER BY party, identity, target, outcome, requires, access, data, doors
LIMIT $limit
