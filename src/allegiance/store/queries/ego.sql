-- A party's relations to all others in a period: origins by cooperation and conflict (party, from, until).
SELECT other, sum(total - conflict) AS cooperation, sum(conflict) AS conflict, sum(events)::INTEGER AS events
FROM party_counts WHERE party = $1 AND month BETWEEN $2 AND $3
GROUP BY other ORDER BY events DESC, other
