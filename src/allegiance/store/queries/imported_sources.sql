-- What was imported, by source: events and mentions (with first and last day), votes, points and alliances.
SELECT source, 'events' AS kind, count(*) AS rows, min("date") AS first, max("date") AS last
FROM imported_events GROUP BY source
UNION ALL
SELECT source, 'mentions', count(*), CAST(min(mention_time) AS DATE), CAST(max(mention_time) AS DATE)
FROM imported_mentions GROUP BY source
UNION ALL
SELECT source, 'votes', count(*), min("date"), max("date") FROM imported_votes GROUP BY source
UNION ALL
SELECT source, 'ideal points', count(*), make_date(1945 + min(session), 9, 15), make_date(1945 + max(session), 9, 15)
FROM imported_points GROUP BY source
UNION ALL
SELECT source, 'alliances', count(*), make_date(min("year"), 1, 1), make_date(max("year"), 12, 31)
FROM imported_alliances GROUP BY source
ORDER BY kind, source
