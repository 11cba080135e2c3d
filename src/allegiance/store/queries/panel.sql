-- Asserted acts by pair and month, mutual ones once, up to a day; a month that holds it is counted to the day (until).
WITH months AS (
    SELECT a, b, month, quad, status, mutual, actor, recipient, origins FROM dyad_months WHERE month < date_trunc('month', $1::DATE)
    UNION ALL
    SELECT a, b, date_trunc('month', day)::DATE, quad, status, mutual, actor, recipient, origins FROM dyad_events
    WHERE day BETWEEN date_trunc('month', $1::DATE) AND $1
)
SELECT a AS actor, b AS recipient, month AS period, coalesce(sum(origins) FILTER (quad LIKE '%conflict'), 0) AS conflict, sum(origins) AS total
FROM months WHERE status = 'asserted' AND (NOT mutual OR actor < recipient) GROUP BY ALL ORDER BY ALL
