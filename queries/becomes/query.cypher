// Every principal that one can become
MATCH (a:Principal|OutsideIdentity)
WHERE a.id = $from
MATCH way = (a)-[:CAN_ASSUME*1..64]->(b:Principal)
WITH b, min(length(way)) AS hops
WHERE hops <= $hops
RETURN b.id AS principal, b.name AS name, b.scope AS scope, hops
ORDER BY hops, principal
LIMIT $limit
