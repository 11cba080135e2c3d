-- A dyad's events in a period, the newest first (a, b, a, b, from, until, limit, offset).
SELECT event, day, actor, recipient, type, mode, quad, status, hedged, origins, articles, confidence, mutual,
    count(*) OVER () AS total
FROM dyad_events
WHERE actor IN (?, ?) AND recipient IN (?, ?) AND actor <> recipient AND (NOT mutual OR actor < recipient)
    AND (day BETWEEN ? AND ? OR day IS NULL)
ORDER BY day DESC NULLS LAST, event, actor LIMIT ? OFFSET ?
