-- Events that bear on a question: those of the state or of its ally with anybody (state, ally).
SELECT DISTINCT event FROM dyad_events WHERE a IN ($1, $2) OR b IN ($1, $2) ORDER BY event
