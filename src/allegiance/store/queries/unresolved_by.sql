SELECT * FROM unresolved WHERE article IN (SELECT id FROM articles WHERE published <= ?) ORDER BY ALL
