-- Months of two states, with each other and with all others, as an event table of relations (a, b).
SELECT month AS date, actor, recipient, quad, status, mutual, origins, articles::BIGINT AS articles
FROM dyad_months WHERE a IN ($1, $2) OR b IN ($1, $2)
