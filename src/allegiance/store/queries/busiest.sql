-- Parties by number of events, for lists to choose from (limit).
SELECT party, sum(events)::INTEGER AS events FROM party_months GROUP BY party ORDER BY events DESC, party LIMIT ?
