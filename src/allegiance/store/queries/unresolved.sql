-- Names that were not resolved, the most frequent first (limit).
SELECT text, kind, count(*) AS n, count(DISTINCT article) AS articles
FROM unresolved GROUP BY text, kind ORDER BY n DESC, text LIMIT ?
