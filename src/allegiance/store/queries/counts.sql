-- How much the store holds, in a reader's words.
SELECT
    (SELECT count(*) FROM articles) AS "articles read",
    (SELECT count(DISTINCT nullif(outlet, '')) FROM articles) AS "outlets",
    (SELECT count(*) FROM mentions) AS "mentions coded",
    (SELECT count(*) FROM events) AS "events after merging",
    (SELECT count(*) FROM problems WHERE fatal) AS "inputs that could not be read",
    (SELECT count(DISTINCT text) FROM unresolved) AS "names not resolved"
