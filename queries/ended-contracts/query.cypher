// Parties whose contract has ended and that still get in
MATCH (s:Snapshot)
MATCH (p:ExternalParty)
WHERE p.contractEnd < s.today
MATCH (p)-[r:CAN_REACH]->(t)
RETURN p.id AS party, p.name AS name, p.contractEnd AS contractEnd, p.owner AS owner,
  count(DISTINCT r.entry) AS entries, count(DISTINCT t) AS targets
ORDER BY contractEnd, party
LIMIT $limit
