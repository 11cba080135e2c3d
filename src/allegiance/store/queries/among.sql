-- Relations among a set of parties in a period (parties, from, until).
SELECT a, b, sum(origins) FILTER (quad LIKE '%cooperation') AS cooperation, sum(origins) FILTER (quad LIKE '%conflict') AS conflict,
    sum(events)::INTEGER AS events
FROM dyad_months
WHERE a IN (SELECT unnest($1)) AND b IN (SELECT unnest($1)) AND month BETWEEN $2 AND $3 AND status = 'asserted'
    AND (NOT mutual OR actor < recipient)
GROUP BY ALL ORDER BY events DESC, a, b
