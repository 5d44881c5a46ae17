// The shortest ways from one principal to become another
MATCH (a:Principal|OutsideIdentity)
WHERE a.id = $from
MATCH (b:Principal {id: $to})
MATCH whole = SHORTEST 1 (a)-[:CAN_ASSUME]->+(b)
WITH a, b, length(whole) AS total
MATCH there = SHORTEST 1 (a)-[:CAN_ASSUME]->*(u:Principal|OutsideIdentity)
WITH b, total, length(there) AS done, collect(DISTINCT u) AS near
WHERE done < total
MATCH back = SHORTEST 1 (v:Principal)-[:CAN_ASSUME]->*(b)
WITH total, done, near, length(back) AS rest, collect(DISTINCT v) AS far
WHERE done + 1 + rest = total
UNWIND near AS u
MATCH (u)-[r:CAN_ASSUME]->(v:Principal)
WHERE v IN far
RETURN done + 1 AS step, u.id AS before, v.id AS after, r.actions AS actions, r.outcome AS outcome,
  r.requiresKeys AS requires
ORDER BY step, before, after, outcome, requires, actions
LIMIT $limit
