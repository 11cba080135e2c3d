-- Pairs of parties by number of events (limit); a mutual act has actors only, and counts in both directions.
SELECT actor, recipient, count(*) AS events, count(*) FILTER (quad LIKE '%conflict') AS conflict,
    max(coalesce(date_start, first_reported)) AS latest
FROM (SELECT id, quad, date_start, first_reported,
        CASE recipients WHEN '[]' THEN actors ELSE recipients END AS others,
        unnest(from_json(actors, '["VARCHAR"]')) AS actor FROM events) AS e,
    unnest(from_json(e.others, '["VARCHAR"]')) AS r(recipient)
WHERE actor <> recipient
GROUP BY actor, recipient ORDER BY events DESC, actor, recipient LIMIT ?
