// How one party gets to what it reaches
MATCH (p:ExternalParty {id: $party})-[r:CAN_REACH]->(t)
WHERE $target IS NULL OR t.id = $target
RETURN t.id AS target, r.outcome AS outcome, r.hops AS hops, r.via AS via, r.steps AS steps,
  r.requiresKeys AS requires, r.because AS because, r.actions AS actions
ORDER BY target, hops, via, outcome, requires, because, actions, steps
LIMIT $limit
