-- Add the words of the articles that are not in `postings` yet, sorted, so that looking one up reads a few blocks only.
INSERT INTO texts
SELECT (SELECT coalesce(max(number), 0) FROM texts) + row_number() OVER (ORDER BY id), id, published, lower(title)
FROM articles WHERE id NOT IN (SELECT article FROM texts);

INSERT INTO postings
SELECT word, list(number)
FROM (
    SELECT number,
        unnest(list_distinct(regexp_extract_all(strip_accents(lower(title || ' ' || left(text, 100000))), '[\p{L}\p{N}]+'))) AS word
    FROM (
        SELECT number, articles.title, text FROM texts JOIN articles ON id = article
        WHERE number > coalesce((SELECT value FROM derived WHERE name = 'texts'), 0)
    )
)
WHERE length(word) BETWEEN 2 AND 40
GROUP BY word ORDER BY word;
