-- Relations among a set of parties in a period (parties, from, until).
SELECT party AS a, other AS b, sum(total - conflict) AS cooperation, sum(conflict) AS conflict, sum(events)::INTEGER AS events
FROM party_counts
WHERE party IN (SELECT unnest($1)) AND other IN (SELECT unnest($1)) AND party < other AND month BETWEEN $2 AND $3
GROUP BY ALL ORDER BY events DESC, a, b
