-- The event of each of some mentions (mentions).
SELECT mention, event FROM event_mentions WHERE mention IN (SELECT unnest(?))
