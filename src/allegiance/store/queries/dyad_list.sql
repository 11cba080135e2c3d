-- A dyad's events in a period, the newest first (a, b, from, until, limit, offset).
SELECT event, day, actor, recipient, type, mode, quad, status, hedged, origins, articles, confidence, mutual
FROM dyad_events
WHERE a = least($1, $2) AND b = greatest($1, $2) AND (NOT mutual OR actor < recipient) AND (day BETWEEN $3 AND $4 OR day IS NULL)
ORDER BY day DESC NULLS LAST, event, actor LIMIT $5 OFFSET $6
