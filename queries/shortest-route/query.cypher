// The shortest ways from one principal to become another
MATCH (a:Principal|OutsideIdentity)
WHERE a.id = $from
MATCH (b:Principal {id: $to})
CALL (a, b) {
  MATCH whole = (a)-[:CAN_ASSUME*1..64]->(o:Principal)
  WITH o, b, min(length(whole)) AS hops
  WHERE o = b
  RETURN hops AS total
}
CALL (a) {
  MATCH there = (a)-[:CAN_ASSUME*0..64]->(u:Principal|OutsideIdentity)
  WITH u, min(length(there)) AS done
  WITH done, collect(u) AS layer ORDER BY done
  RETURN collect(layer) AS onward
}
CALL (b) {
  MATCH back = (v:Principal)-[:CAN_ASSUME*0..64]->(b)
  WITH v, min(length(back)) AS rest
  WITH rest, collect(v) AS layer ORDER BY rest
  RETURN collect(layer) AS backward
}
UNWIND range(0, size(onward) - 1) AS done
UNWIND range(0, size(backward) - 1) AS rest
WITH total, done, rest, onward[done] AS near, backward[rest] AS far
WHERE done + 1 + rest = total
UNWIND near AS u
MATCH (u)-[r:CAN_ASSUME]->(v:Principal)
WHERE v IN far
// Counting leaves the lists behind, which every row would carry along.
WITH done + 1 AS step, u, r, v, count(*) AS times
RETURN step, u.id AS before, v.id AS after, r.actions AS actions, r.outcome AS outcome,
  r.requiresKeys AS requires
ORDER BY step, before, after, outcome, requires, actions
LIMIT $limit
