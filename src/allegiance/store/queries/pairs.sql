-- Pairs of parties by number of events, both directions together (limit).
SELECT least(actor, recipient) AS actor, greatest(actor, recipient) AS recipient, sum(events)::INTEGER AS events,
    coalesce(sum(events) FILTER (quad LIKE '%conflict'), 0)::INTEGER AS conflict, max(month) AS latest
FROM dyad_months WHERE NOT mutual OR actor < recipient
GROUP BY ALL ORDER BY events DESC, actor, recipient LIMIT ?
