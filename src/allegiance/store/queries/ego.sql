-- A party's relations to all others in a period: origins by cooperation and conflict (party, from, until).
SELECT CASE WHEN a = $1 THEN b ELSE a END AS other,
    sum(origins) FILTER (quad LIKE '%cooperation') AS cooperation, sum(origins) FILTER (quad LIKE '%conflict') AS conflict,
    sum(events)::INTEGER AS events
FROM dyad_months
WHERE (a = $1 OR b = $1) AND (NOT mutual OR actor < recipient) AND month BETWEEN $2 AND $3 AND status = 'asserted'
GROUP BY other ORDER BY events DESC, other
