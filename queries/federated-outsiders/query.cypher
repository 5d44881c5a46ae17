// Logins from outside by issuer, and what they open
MATCH (i:OutsideIdentity)-[r:CAN_ASSUME|CAN_ACCESS]->(t)
WHERE (i.issuer IS NOT NULL OR i.id STARTS WITH 'saml:') AND EXISTS { (:ExternalParty)-[:HAS_IDENTITY]->(i) }
WITH i, count(DISTINCT t) AS opens, sum(CASE WHEN r.outcome = 'allowed' THEN 1 ELSE 0 END) AS unconditional
RETURN coalesce(i.issuer, i.id) AS issuer, i.id AS identity,
  COLLECT { MATCH (p:ExternalParty)-[:HAS_IDENTITY]->(i) RETURN DISTINCT p.id AS id ORDER BY id } AS parties,
  COLLECT {
    MATCH (i)-[:CAN_ASSUME|CAN_ACCESS]->(x) WHERE x.cloud IS NOT NULL RETURN DISTINCT x.cloud AS cloud ORDER BY cloud
  } AS clouds, opens, unconditional
ORDER BY issuer, identity
LIMIT $limit
