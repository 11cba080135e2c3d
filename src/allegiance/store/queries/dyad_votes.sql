-- Votes of one of two parties on what bears on the other (a, b, a, b).
SELECT event, day, actor, recipient, mode, origins, articles FROM dyad_events
WHERE actor IN (?, ?) AND recipient IN (?, ?) AND actor <> recipient AND type = 'VOTE'
ORDER BY day DESC, event LIMIT 20
