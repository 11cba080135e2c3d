-- The event of each mention of some articles (articles).
SELECT mention, event FROM event_mentions WHERE article IN (SELECT unnest($1))
