-- A dyad's weightiest asserted events in a period: on most origins, deeds before words (a, b, a, b, from, until, limit).
SELECT event, day, actor, recipient, type, mode, quad, status, origins, articles FROM dyad_events
WHERE actor IN (?, ?) AND recipient IN (?, ?) AND actor <> recipient AND (NOT mutual OR actor < recipient)
    AND day BETWEEN ? AND ? AND status = 'asserted'
ORDER BY origins * CASE WHEN starts_with(quad, 'material') THEN 2 ELSE 1 END * confidence DESC, day, event LIMIT ?
