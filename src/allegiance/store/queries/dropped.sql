-- What drops out without an outlet: its pairs by events that nobody else reports (outlet, limit).
SELECT actor, recipient, events, alone FROM outlet_pairs WHERE outlet = ?
ORDER BY alone DESC, events DESC, actor, recipient LIMIT ?
