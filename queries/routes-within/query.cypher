// Every assumption on the way from one principal to another, within a number of hops
MATCH (a:Principal|OutsideIdentity)
WHERE a.id = $from
MATCH (b:Principal {id: $to})
MATCH there = SHORTEST 1 (a)-[:CAN_ASSUME]->*(u:Principal|OutsideIdentity)
WITH b, length(there) AS done, collect(DISTINCT u) AS near
WHERE done < $hops
MATCH back = SHORTEST 1 (v:Principal)-[:CAN_ASSUME]->*(b)
WITH done, near, length(back) AS rest, collect(DISTINCT v) AS far
WHERE done + 1 + rest <= $hops
UNWIND near AS u
MATCH (u)-[r:CAN_ASSUME]->(v:Principal)
WHERE v IN far
RETURN done + 1 + rest AS hops, u.id AS before, v.id AS after, r.actions AS actions, r.outcome AS outcome,
  r.requiresKeys AS requires
ORDER BY hops, before, after, outcome, requires, actions
LIMIT $limit
