-- Those of some articles that another version of the coder has read (articles, made_by).
SELECT DISTINCT article FROM coded WHERE article IN (SELECT unnest($1)) AND made_by <> $2
