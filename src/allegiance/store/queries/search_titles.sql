-- Some articles without their texts, the newest first (articles).
SELECT id, title, outlet, published, language FROM articles
WHERE id IN (SELECT unnest($1)) ORDER BY published DESC NULLS LAST, id
