// Doors that do not ask for what parties.yaml requires
MATCH (p:ExternalParty)-[:HAS_IDENTITY]->(i:OutsideIdentity)-[r:CAN_ASSUME]->(e:Principal)
WITH p, i, r, e, r.alternatives IS NOT NULL AS severalWays
WITH p, i, r, e, severalWays, [
  part IN [
    CASE
      WHEN p.requireExternalId AND e.cloud = 'aws' AND (severalWays OR NOT 'sts:ExternalId' IN r.requiresKeys) THEN 'externalId'
    END,
    CASE
      WHEN p.requireMfa AND (severalWays OR none(k IN r.requiresKeys WHERE k STARTS WITH 'aws:MultiFactorAuth'))
      THEN 'mfa'
    END,
    CASE
      WHEN size(p.requireSourceIp) > 0 AND (severalWays OR NOT 'aws:SourceIp' IN r.requiresKeys) THEN 'sourceIp'
    END
  ] WHERE part IS NOT NULL
] AS missing
WHERE size(missing) > 0
RETURN p.id AS party, i.id AS identity, e.id AS principal, missing, r.requiresKeys AS requires, severalWays
ORDER BY party, identity, principal, missing, requires, severalWays
LIMIT $limit
