-- Events and articles of two parties with anybody, by month (a, b, from, until).
SELECT month, sum(events)::INTEGER AS events, sum(articles)::INTEGER AS articles FROM party_months
WHERE party IN ($1, $2) AND month BETWEEN $3 AND $4 GROUP BY month ORDER BY month
