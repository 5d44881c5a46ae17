// Guests in the directory, and how far each gets
MATCH (u:Principal)
WHERE u.userType = 'Guest'
RETURN u.id AS guest, u.name AS name, u.mail AS mail, u.accountEnabled AS enabled, u.externalUserState AS state,
  COLLECT {
    MATCH (p:ExternalParty)-[:HAS_IDENTITY]->(:OutsideIdentity)-[:CAN_ASSUME]->(u) RETURN DISTINCT p.id AS id ORDER BY id
  } AS parties,
  COUNT { MATCH (u)-[:HAS_GRANT]->(g:Grant) RETURN DISTINCT g } AS grants,
  COUNT {
    MATCH (p:ExternalParty)-[:HAS_IDENTITY]->(:OutsideIdentity)-[:CAN_ASSUME]->(u)
    MATCH (p)-[r:CAN_REACH]->(t)
    WHERE r.entry = u.id AND r.covers <> 'principal'
    RETURN DISTINCT t
  } AS targets
ORDER BY targets DESC, guest
LIMIT $limit
