-- Articles that hold every one of the words, or whose title holds them as they stand (words, number of words, title, limit).
SELECT article FROM texts
WHERE number IN (
        SELECT number FROM (SELECT unnest(numbers) AS number FROM postings WHERE word IN (SELECT unnest($1)))
        GROUP BY number HAVING count(*) = $2
    )
    OR contains(title, $3)
ORDER BY published DESC NULLS LAST, article LIMIT $4
