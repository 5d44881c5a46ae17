// Pools that admit every login of an issuer
MATCH (d:IdentityProvider)
WHERE d.pool IS NOT NULL AND d.attributeCondition IS NULL AND NOT coalesce(d.disabled, FALSE)
RETURN d.id AS provider, coalesce(d.issuer, d.entityId, d.awsAccountId) AS source, d.scope AS scope,
  COLLECT {
    MATCH (i:OutsideIdentity)-[:CAN_ASSUME]->(s:Principal)
    WHERE s.id CONTAINS d.pool
    RETURN DISTINCT i.id AS id ORDER BY id
  } AS outsiders
ORDER BY provider
LIMIT $limit
