// Applications of other tenants in the directory, and what they reach
MATCH (p:ExternalParty)-[:HAS_IDENTITY]->(:OutsideIdentity)-[:CAN_ASSUME]->(a:Principal)
WHERE a.appOwnerOrganizationId IS NOT NULL AND coalesce(a.scope, '') <> 'azure:' + a.appOwnerOrganizationId
WITH DISTINCT p, a
OPTIONAL MATCH (p)-[r:CAN_REACH]->(t)
WHERE r.entry = a.id AND r.covers <> 'principal'
RETURN a.id AS application, a.name AS name, a.appOwnerOrganizationId AS tenant, p.id AS party,
  count(DISTINCT t) AS targets, sum(CASE WHEN r.data THEN 1 ELSE 0 END) AS data,
  sum(CASE WHEN 'write' IN r.access THEN 1 ELSE 0 END) AS writing,
  sum(CASE WHEN 'permissions' IN r.access THEN 1 ELSE 0 END) AS permissions
ORDER BY targets DESC, application, party
LIMIT $limit
