// What was not read about things that outsiders reach
MATCH (g:CoverageGap)-[:CONCERNS]->(n)<-[r:CAN_REACH]-(p:ExternalParty)
RETURN n.id AS node, g.service AS service, g.call AS operation, g.reason AS reason, g.message AS message,
  count(DISTINCT p) AS parties
ORDER BY parties DESC, node, service, operation, reason, message
LIMIT $limit
