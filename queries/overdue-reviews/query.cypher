// Parties whose review is overdue, or was never planned
MATCH (s:Snapshot)
MATCH (p:ExternalParty)
WHERE p.registered AND (p.reviewBy IS NULL OR p.reviewBy < s.today)
RETURN p.id AS party, p.name AS name, p.reviewBy AS reviewBy, p.owner AS owner, p.approvedBy AS approvedBy,
  COUNT { (p)-[:CAN_REACH]->() } AS ways
ORDER BY reviewBy, party
LIMIT $limit
