// Every assumption on the way from one principal to another, within a number of hops
MATCH (a:Principal|OutsideIdentity)
WHERE a.id = $from
MATCH (b:Principal {id: $to})
CALL (a) {
  MATCH there = (a)-[:CAN_ASSUME*0..64]->(u:Principal|OutsideIdentity)
  WITH u, min(length(there)) AS done
  RETURN done, collect(u) AS near
}
CALL (b) {
  MATCH back = (v:Principal)-[:CAN_ASSUME*0..64]->(b)
  WITH v, min(length(back)) AS rest
  RETURN rest, collect(v) AS far
}
WITH done, rest, near, far
WHERE done + 1 + rest <= $hops
UNWIND near AS u
MATCH (u)-[r:CAN_ASSUME]->(v:Principal)
WHERE v IN far
RETURN done + 1 + rest AS hops, u.id AS before, v.id AS after, r.actions AS actions, r.outcome AS outcome,
  r.requiresKeys AS requires
ORDER BY hops, before, after, outcome, requires, actions
LIMIT $limit
