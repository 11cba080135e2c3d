SELECT * FROM imported_votes WHERE "date" <= ? ORDER BY ALL
