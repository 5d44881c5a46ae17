// Parties that nobody here answers for
MATCH (p:ExternalParty)
WHERE p.owner IS NULL AND NOT p.everybody
RETURN p.id AS party, p.name AS name, p.registered AS registered, p.justification AS justification,
  COUNT { (p)-[:CAN_REACH]->() } AS ways
ORDER BY ways DESC, party
LIMIT $limit
