-- By source: mentions, the events that they belong to, and how many of either belong to events in the store.
SELECT m.source, count(*) AS mentions, count(DISTINCT m.event_id) AS events, count(e.event_id) AS joined,
    count(DISTINCT e.event_id) AS held
FROM imported_mentions AS m
LEFT JOIN (SELECT DISTINCT source, event_id FROM imported_events) AS e ON e.source = m.source AND e.event_id = m.event_id
GROUP BY m.source ORDER BY m.source
