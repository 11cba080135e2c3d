-- One dyad's months, both directions, as an event table of relations (a, b, a, b).
SELECT month AS date, actor, recipient, quad, status, mutual, origins, articles::BIGINT AS articles
FROM dyad_months WHERE actor IN (?, ?) AND recipient IN (?, ?)
