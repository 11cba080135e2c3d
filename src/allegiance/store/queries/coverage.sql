-- Events and articles of two parties with anybody, by month (a, b, from, until).
SELECT month, sum(events)::INTEGER AS events, sum(articles)::INTEGER AS articles FROM party_months
WHERE party IN (?, ?) AND month BETWEEN ? AND ? GROUP BY month ORDER BY month
