-- The events of one source that others coded (source), as the tidy table of exchange.
SELECT * EXCLUDE (file, source) FROM imported_events WHERE source = ? ORDER BY ALL
