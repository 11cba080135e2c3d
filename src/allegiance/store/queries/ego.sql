-- A party's relations to all others in a period: origins by cooperation and conflict (party, party, party, from, until).
SELECT CASE WHEN actor = ? THEN recipient ELSE actor END AS other,
    sum(origins) FILTER (quad LIKE '%cooperation') AS cooperation, sum(origins) FILTER (quad LIKE '%conflict') AS conflict,
    sum(events)::INTEGER AS events
FROM dyad_months
WHERE (actor = ? OR (recipient = ? AND NOT mutual)) AND month BETWEEN ? AND ? AND status = 'asserted'
GROUP BY other ORDER BY events DESC, other
