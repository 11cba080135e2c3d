-- First and last day of the events between two parties, and the first and last report.
SELECT min(day) AS first, max(day) AS last, count(DISTINCT actor) AS parties FROM dyad_events WHERE status <> 'historical'
