SELECT id FROM articles WHERE origin_file = ? ORDER BY id
