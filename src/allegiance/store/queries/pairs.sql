-- Pairs of parties by number of events, both directions together (limit).
SELECT a AS actor, b AS recipient, sum(events)::INTEGER AS events,
    coalesce(sum(events) FILTER (quad LIKE '%conflict'), 0)::INTEGER AS conflict, max(month) AS latest
FROM dyad_months WHERE NOT mutual OR actor < recipient
GROUP BY a, b ORDER BY events DESC, actor, recipient LIMIT $1
