// Keys that outsiders may use or manage
MATCH (p:ExternalParty)-[r:CAN_REACH]->(t)
WHERE r.covers <> 'principal'
WITH p, r, t, CASE
  WHEN t:Resource AND (t.type CONTAINS '_key' OR t.type CONTAINS '_kms_') THEN 'the key'
  WHEN any(a IN r.actions WHERE a STARTS WITH 'kms:' OR a STARTS WITH 'cloudkms.' OR a STARTS WITH 'Microsoft.KeyVault/')
  THEN 'keys inside'
  WHEN '*' IN r.actions OR '*:*' IN r.actions THEN 'everything inside'
END AS relation
WHERE relation IS NOT NULL
RETURN p.id AS party, r.entry AS entry, t.id AS target, relation, r.actions AS actions, r.data AS data,
  r.outcome AS outcome, r.requiresKeys AS requires
ORDER BY party, entry, target, relation, outcome, requires, actions, data
LIMIT $limit
