-- An article's mentions in the order of the text (article).
SELECT * FROM mentions WHERE article = ? ORDER BY start, id LIMIT 500
