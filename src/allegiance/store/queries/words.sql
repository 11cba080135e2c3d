-- Fill the words of all articles, sorted, so that looking one up reads a few blocks only.
DELETE FROM words;

INSERT INTO words
SELECT word, article
FROM (
    SELECT DISTINCT id AS article,
        unnest(regexp_extract_all(strip_accents(lower(title || ' ' || left(text, 100000))), '[\p{L}\p{N}]+')) AS word
    FROM articles
)
WHERE length(word) BETWEEN 2 AND 40
ORDER BY word, article;
