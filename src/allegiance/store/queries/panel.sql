-- Asserted acts by pair and month, mutual ones once, up to a day; a month that holds it is counted to the day (until).
SELECT party AS actor, other AS recipient, month AS period, conflict, total FROM party_counts
WHERE party < other AND month < date_trunc('month', $1::DATE)
UNION ALL
SELECT a, b, date_trunc('month', $1::DATE)::DATE, coalesce(sum(origins) FILTER (quad LIKE '%conflict'), 0), sum(origins)
FROM dyad_events
WHERE day BETWEEN date_trunc('month', $1::DATE) AND $1 AND status = 'asserted' AND (NOT mutual OR actor < recipient)
GROUP BY a, b
ORDER BY ALL
