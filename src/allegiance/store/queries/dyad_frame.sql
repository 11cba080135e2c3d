-- One dyad's months, both directions, as an event table of relations (a, b).
SELECT month AS date, actor, recipient, quad, status, mutual, origins, articles::BIGINT AS articles
FROM dyad_months WHERE a = least($1, $2) AND b = greatest($1, $2)
