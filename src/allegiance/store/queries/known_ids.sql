-- Ids of a source's events that are in the store already (source), so that overlapping files count each event once.
SELECT DISTINCT event_id FROM imported_events WHERE source = ? AND event_id IS NOT NULL
