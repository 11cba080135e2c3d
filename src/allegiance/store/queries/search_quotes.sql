-- Mentions whose quote holds the words as they stand, in some articles (articles, words, limit).
SELECT m.id, m.article, m.quote, m.type, m.status, e.event FROM mentions AS m LEFT JOIN event_mentions AS e ON e.mention = m.id
WHERE m.article IN (SELECT unnest(?)) AND contains(lower(m.quote), ?) ORDER BY m.id LIMIT ?
