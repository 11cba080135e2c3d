-- First and last day of a dyad (a, b, a, b).
SELECT min(day) AS first, max(day) AS last, count(*) AS events FROM dyad_events
WHERE actor IN (?, ?) AND recipient IN (?, ?) AND actor <> recipient AND (NOT mutual OR actor < recipient) AND status <> 'historical'
