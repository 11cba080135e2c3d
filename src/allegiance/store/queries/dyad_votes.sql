-- Votes of one of two parties on what bears on the other (a, b).
SELECT event, day, actor, recipient, type, mode, quad, status, origins, articles FROM dyad_events WHERE a = least($1, $2) AND b = greatest($1, $2) AND type = 'VOTE'
ORDER BY day DESC, event LIMIT 20
