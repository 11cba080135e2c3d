-- First and last day of a dyad, and the number of its events in a period (a, b, from, until).
SELECT min(day) FILTER (status <> 'historical') AS first, max(day) FILTER (status <> 'historical') AS last,
    count(*) FILTER (day BETWEEN $3 AND $4 OR day IS NULL) AS events
FROM dyad_events WHERE a = least($1, $2) AND b = greatest($1, $2) AND (NOT mutual OR actor < recipient)
