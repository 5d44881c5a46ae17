// Who can become one principal
MATCH (b:Principal)
WHERE b.id = $principal
MATCH way = SHORTEST 1 (a:Principal|OutsideIdentity)-[:CAN_ASSUME]->+(b)
WITH a, length(way) AS hops
WHERE hops <= $hops
RETURN a.id AS start, a:OutsideIdentity AS outside, a.name AS name, hops
ORDER BY hops, start
LIMIT $limit
