-- Mentions whose quote holds the words as they stand, in some articles (articles, words, limit).
SELECT id, article, quote, type, status FROM mentions
WHERE article IN (SELECT unnest($1)) AND contains(lower(quote), $2) ORDER BY id LIMIT $3
