-- Events between two parties (a, b, a, b).
SELECT DISTINCT event FROM dyad_events WHERE actor IN (?, ?) AND recipient IN (?, ?) ORDER BY event
