-- Mentions of a source that are in the store already (source), so that each counts once, however many files tell it.
SELECT DISTINCT event_id, mention_time, url, sentence FROM imported_mentions WHERE source = ?
