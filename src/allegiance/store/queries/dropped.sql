-- What drops out without an outlet: its pairs by events that nobody else reports (outlet, limit).
SELECT least(actor, recipient) AS actor, greatest(actor, recipient) AS recipient, count(*)::INTEGER AS events,
    (count(*) FILTER (alone))::INTEGER AS alone
FROM dyad_events JOIN outlet_events USING (event) WHERE outlet = ? AND (NOT mutual OR actor < recipient)
GROUP BY ALL ORDER BY alone DESC, events DESC, actor, recipient LIMIT ?
