SELECT * FROM imported_events WHERE "date" <= ? ORDER BY ALL
