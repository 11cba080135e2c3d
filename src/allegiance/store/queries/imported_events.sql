-- The events of one source that others coded (source), as the tidy table of exchange. Where its table of mentions is in the
-- store, an event has at least as many mentions, sources and articles as are named there.
WITH told AS (
    SELECT event_id, count(*) AS mentions, count(DISTINCT outlet) AS sources, count(DISTINCT url) AS articles
    FROM imported_mentions WHERE source = $1 GROUP BY event_id
)
SELECT e.* EXCLUDE (file, source) REPLACE (
    greatest(e.mentions, told.mentions) AS mentions,
    greatest(e.sources, told.sources) AS sources,
    greatest(e.articles, told.articles) AS articles
)
FROM imported_events AS e LEFT JOIN told ON told.event_id = e.event_id
WHERE e.source = $1 ORDER BY ALL
