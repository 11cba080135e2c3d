-- Pairs of parties by number of events, both directions together (limit).
SELECT a AS actor, b AS recipient, events, done, conflict, latest FROM dyads ORDER BY events DESC, actor, recipient LIMIT $1
