-- How many acts with a day there are, and their first and last day (until).
SELECT count(*) AS acts, min(day) AS first, max(day) AS last FROM dyad_events WHERE day <= $1
