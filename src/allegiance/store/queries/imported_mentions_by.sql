SELECT * FROM imported_mentions WHERE CAST(mention_time AS DATE) <= ? ORDER BY ALL
