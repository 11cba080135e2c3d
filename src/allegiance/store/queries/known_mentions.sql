-- Mentions of a source that are in the store already (source), so that overlapping files count each once.
SELECT DISTINCT event_id, mention_time, url, sentence FROM imported_mentions WHERE source = ?
