-- Relations among a set of parties over all time (parties).
SELECT party AS a, other AS b, cooperation, conflict, events FROM dyad_totals
WHERE party IN (SELECT unnest($1)) AND other IN (SELECT unnest($1)) AND party < other
ORDER BY events DESC, a, b
