// Users of ours that outsiders hold, and their keys
MATCH (p:ExternalParty)-[:HOLDS]->(u:Principal)
OPTIONAL MATCH (u)-[:HOLDS]->(c:Credential)
RETURN p.id AS party, u.id AS user, u.mfaActive AS mfaActive, u.passwordEnabled AS passwordEnabled, c.id AS key,
  c.status AS status, c.createdAt AS createdAt, c.lastUsedAt AS lastUsedAt
ORDER BY party, user, key
LIMIT $limit
