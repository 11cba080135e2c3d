-- The place of an event in the list of dyad_list, from 0 (a, b, from, until, event).
SELECT place FROM (
    SELECT event, row_number() OVER (ORDER BY day DESC NULLS LAST, event, actor) - 1 AS place
    FROM dyad_events
    WHERE a = least($1, $2) AND b = greatest($1, $2) AND (NOT mutual OR actor < recipient) AND (day BETWEEN $3 AND $4 OR day IS NULL)
)
WHERE event = $5 ORDER BY place LIMIT 1
