// Login sources and where they lead
MATCH (i:OutsideIdentity)-[:CAN_ASSUME]->(e:Principal)
WHERE i.issuer IS NOT NULL
WITH i, e ORDER BY e.scope
WITH i.issuer AS issuer, collect(DISTINCT e.scope) AS scopes, collect(DISTINCT e) AS roles,
  collect(DISTINCT i) AS identities
RETURN issuer, scopes, size(roles) AS principals, size(identities) AS subjects
ORDER BY principals DESC, issuer
LIMIT $limit
