// Logins of which every user, or every repository, may come in
MATCH (i:OutsideIdentity)-[r:CAN_ASSUME]->(e:Principal)
WHERE i.issuer IS NOT NULL AND coalesce(i.subject, '*') STARTS WITH '*'
RETURN i.id AS identity, i.issuer AS issuer, i.subject AS subject, e.id AS principal, r.outcome AS outcome,
  r.requiresKeys AS requires
ORDER BY identity, principal, outcome, requires
LIMIT $limit
