-- A dyad's weightiest asserted events in a period: on most origins, deeds before words (a, b, from, until, limit).
SELECT event, day, actor, recipient, type, mode, quad, status, origins, articles, mutual FROM dyad_events
WHERE a = least($1, $2) AND b = greatest($1, $2) AND (NOT mutual OR actor < recipient) AND day BETWEEN $3 AND $4 AND status = 'asserted'
ORDER BY origins * CASE WHEN starts_with(quad, 'material') THEN 2 ELSE 1 END * confidence DESC, day, event, actor, recipient LIMIT $5
