-- First and last day of a dyad, and the number of its events in a period, of those that are asserted and of these that are
-- conflict (a, b, from, until).
SELECT min(day) FILTER (status <> 'historical') AS first, max(day) FILTER (status <> 'historical') AS last,
    count(*) FILTER (day BETWEEN $3 AND $4 OR day IS NULL) AS events,
    count(*) FILTER ((day BETWEEN $3 AND $4 OR day IS NULL) AND status = 'asserted') AS done,
    count(*) FILTER ((day BETWEEN $3 AND $4 OR day IS NULL) AND status = 'asserted' AND ends_with(quad, 'conflict')) AS conflict
FROM dyad_events WHERE a = least($1, $2) AND b = greatest($1, $2) AND (NOT mutual OR actor < recipient)
