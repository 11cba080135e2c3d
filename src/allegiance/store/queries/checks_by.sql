SELECT * FROM checks WHERE article IN (SELECT id FROM articles WHERE published <= ?) ORDER BY ALL
