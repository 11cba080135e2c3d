-- What drops out without an outlet: its pairs by events that nobody else reports (outlet, limit).
SELECT actor, recipient, events, alone FROM outlet_pairs WHERE outlet = $1
ORDER BY alone DESC, events DESC, actor, recipient LIMIT $2
