-- Events between two parties (a, b).
SELECT DISTINCT event FROM dyad_events WHERE a = least($1, $2) AND b = greatest($1, $2) ORDER BY event
