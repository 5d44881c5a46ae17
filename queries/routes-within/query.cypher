// Every assumption on the way from one principal to another, within a number of hops
MATCH (a:Principal|OutsideIdentity), (b:Principal)
WHERE a.id = $from AND b.id = $to
MATCH before = SHORTEST 1 (a)-[:CAN_ASSUME]->{0,15}(u:Principal|OutsideIdentity)
WITH b, length(before) AS done, collect(DISTINCT u) AS starts
MATCH after = SHORTEST 1 (v:Principal)-[:CAN_ASSUME]->{0,15}(b)
WITH done, starts, length(after) AS rest, collect(DISTINCT v) AS ends
WHERE done + 1 + rest <= $hops
UNWIND starts AS u
MATCH (u)-[r:CAN_ASSUME]->(v:Principal)
WHERE v IN ends
RETURN done + 1 + rest AS hops, u.id AS before, v.id AS after, r.actions AS actions, r.outcome AS outcome,
  r.requiresKeys AS requires
ORDER BY hops, before, after, outcome, requires, actions
LIMIT $limit
