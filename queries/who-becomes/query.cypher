// Who can become one principal
MATCH (b:Principal {id: $principal})
MATCH way = (a:Principal|OutsideIdentity)-[:CAN_ASSUME*1..64]->(b)
WITH a, min(length(way)) AS hops
WHERE hops <= $hops
RETURN a.id AS start, a:OutsideIdentity AS outside, a.name AS name, hops
ORDER BY hops, start
LIMIT $limit
