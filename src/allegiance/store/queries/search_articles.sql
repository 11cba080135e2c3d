-- Articles that hold every one of the words, or whose title holds them as they stand (words, number of words, title, limit).
SELECT id, title, outlet, published, language FROM articles
WHERE id IN (
        SELECT article FROM texts WHERE number IN (
            SELECT number FROM (SELECT unnest(numbers) AS number FROM postings WHERE word IN (SELECT unnest(?)))
            GROUP BY number HAVING count(*) = ?
        )
    )
    OR contains(lower(title), ?)
ORDER BY published DESC NULLS LAST, id LIMIT ?
