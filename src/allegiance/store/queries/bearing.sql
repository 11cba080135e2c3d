-- Events that may bear on a question: those of the state or of its ally with anybody (state, ally, state, ally).
SELECT DISTINCT event FROM dyad_events WHERE actor IN (?, ?) OR recipient IN (?, ?) ORDER BY event
