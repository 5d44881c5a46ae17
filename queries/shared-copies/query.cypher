// Snapshots, images and backups shared with outsiders, and whether their content comes with them
MATCH ()-[a:CAN_ASSUME]->(s:Principal)
WHERE a.set
WITH collect(DISTINCT s.id) AS sets
MATCH (p:ExternalParty)-[r:CAN_REACH]->(t:Resource)
WHERE any(word IN ['_ami', '_backup', '_disk', '_image', '_snapshot'] WHERE t.type CONTAINS word)
  AND head(r.steps) <> 'HOLDS' AND last(r.steps) = 'CAN_ACCESS' AND all(id IN r.via[1..-1] WHERE id IN sets)
WITH p, t, r.entry AS entry,
  sum(CASE WHEN r.data AND r.outcome = 'allowed' THEN 1 ELSE 0 END) AS freely,
  sum(CASE WHEN r.data AND r.outcome = 'conditional' THEN 1 ELSE 0 END) AS bound,
  sum(CASE WHEN r.outcome = 'unknown' THEN 1 ELSE 0 END) AS open
RETURN p.id AS party, entry, t.id AS target, t.type AS type, t.scope AS scope,
  CASE WHEN freely > 0 THEN 'yes' WHEN bound > 0 THEN 'conditional' WHEN open > 0 THEN 'unknown' ELSE 'no' END AS content
ORDER BY party, entry, target
LIMIT $limit
