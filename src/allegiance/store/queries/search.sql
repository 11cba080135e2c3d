-- Articles whose title or text holds the words (words, words, limit).
SELECT id, title, outlet, published FROM articles
WHERE contains(lower(title), lower(?)) OR contains(lower(text), lower(?))
ORDER BY published DESC NULLS LAST, id LIMIT ?
