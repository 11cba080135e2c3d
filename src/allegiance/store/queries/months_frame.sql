-- Months of the dyads with the most events, as an event table of relations (from, until, dyads).
SELECT month AS date, actor, recipient, quad, status, mutual, origins, articles::BIGINT AS articles
FROM dyad_months
WHERE month BETWEEN $1 AND $2 AND (a, b) IN (SELECT (a, b) FROM dyad_months GROUP BY a, b ORDER BY sum(origins) DESC, a, b LIMIT $3)
