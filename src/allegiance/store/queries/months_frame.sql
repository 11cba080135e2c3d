-- Months of the dyads with the most events, as an event table of relations (from, until, dyads).
SELECT month AS date, actor, recipient, quad, status, mutual, origins, articles::BIGINT AS articles
FROM dyad_months
WHERE month BETWEEN ? AND ? AND (least(actor, recipient), greatest(actor, recipient)) IN (
    SELECT (least(actor, recipient), greatest(actor, recipient)) FROM dyad_months
    GROUP BY ALL ORDER BY sum(origins) DESC LIMIT ?)
