// How many things each party reaches in each cloud
MATCH (p:ExternalParty)-[r:CAN_REACH]->(t)
WITH p, count(DISTINCT t.cloud) AS clouds, count(DISTINCT CASE WHEN t.cloud = 'aws' THEN t END) AS aws,
  count(DISTINCT CASE WHEN t.cloud = 'azure' THEN t END) AS azure,
  count(DISTINCT CASE WHEN t.cloud = 'gcp' THEN t END) AS gcp, sum(CASE WHEN r.data THEN 1 ELSE 0 END) AS data
RETURN p.id AS party, p.name AS name, clouds, aws, azure, gcp, data
ORDER BY clouds DESC, data DESC, party
LIMIT $limit
