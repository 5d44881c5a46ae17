// What could not be seen, by call
MATCH (g:CoverageGap)
WITH g ORDER BY g.scope
RETURN g.cloud AS cloud, g.service AS service, g.call AS operation, g.reason AS reason,
  collect(DISTINCT g.scope) AS scopes, count(g) AS gaps
ORDER BY gaps DESC, cloud, service, operation, reason
LIMIT $limit
