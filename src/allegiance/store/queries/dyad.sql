-- What a dyad's page opens on (a, b).
SELECT first, last, events, done, conflict, weightiest, votes FROM dyads WHERE a = least($1, $2) AND b = greatest($1, $2)
