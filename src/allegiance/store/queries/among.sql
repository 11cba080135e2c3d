-- Relations among a set of parties in a period (parties, parties, from, until).
SELECT least(actor, recipient) AS a, greatest(actor, recipient) AS b,
    sum(origins) FILTER (quad LIKE '%cooperation') AS cooperation, sum(origins) FILTER (quad LIKE '%conflict') AS conflict,
    sum(events)::INTEGER AS events
FROM dyad_months
WHERE list_contains(?, actor) AND list_contains(?, recipient) AND month BETWEEN ? AND ? AND status = 'asserted'
    AND (NOT mutual OR actor < recipient)
GROUP BY ALL ORDER BY events DESC
