// Trusts in accounts of others that ask for no external id
MATCH (i:OutsideIdentity)-[r:CAN_ASSUME]->(e:Principal)
WHERE i.account IS NOT NULL AND NOT i.everybody AND EXISTS { (:ExternalParty)-[:HAS_IDENTITY]->(i) }
  AND (NOT 'sts:ExternalId' IN r.requiresKeys OR r.alternatives IS NOT NULL)
RETURN i.id AS identity,
  COLLECT { MATCH (p:ExternalParty)-[:HAS_IDENTITY]->(i) RETURN DISTINCT p.id AS id ORDER BY id } AS parties,
  e.id AS principal, r.outcome AS outcome, r.requiresKeys AS requires, r.alternatives IS NOT NULL AS severalWays
ORDER BY identity, principal, outcome, requires, severalWays
LIMIT $limit
