// Every assumption on the way from one principal to another, within a number of hops
MATCH (a:Principal|OutsideIdentity)
WHERE a.id = $from
MATCH (b:Principal {id: $to})
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
WITH done, rest, onward[done] AS near, backward[rest] AS far
WHERE done + 1 + rest <= $hops
UNWIND near AS u
MATCH (u)-[r:CAN_ASSUME]->(v:Principal)
WHERE v IN far
// Counting leaves the lists behind, which every row would carry along.
WITH done + 1 + rest AS hops, u, r, v, count(*) AS times
RETURN hops, u.id AS before, v.id AS after, r.actions AS actions, r.outcome AS outcome,
  r.requiresKeys AS requires
ORDER BY hops, before, after, outcome, requires, actions
LIMIT $limit
