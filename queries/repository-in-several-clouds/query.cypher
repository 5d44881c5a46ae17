// Repositories and workspaces whose logins enter several clouds
MATCH (i:OutsideIdentity)-[:CAN_ASSUME|CAN_ACCESS]->(t)
WHERE i.issuer IS NOT NULL AND t.cloud IS NOT NULL AND EXISTS { (:ExternalParty)-[:HAS_IDENTITY]->(i) }
WITH i, t, split(coalesce(i.subject, ''), ':') AS parts
WITH i.issuer AS issuer, CASE WHEN size(parts) > 1 THEN parts[0] + ':' + parts[1] ELSE parts[0] END AS login, i, t
ORDER BY t.cloud
WITH issuer, login, collect(DISTINCT t.cloud) AS clouds, collect(DISTINCT i) AS identities, count(DISTINCT t) AS opens
WHERE size(clouds) >= $clouds
RETURN issuer, login, clouds,
  COLLECT {
    UNWIND identities AS one MATCH (p:ExternalParty)-[:HAS_IDENTITY]->(one) RETURN DISTINCT p.id AS id ORDER BY id
  } AS parties, size(identities) AS subjects, opens
ORDER BY opens DESC, issuer, login
LIMIT $limit
