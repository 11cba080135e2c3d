-- What merging finds beside the events; made anew with them.
CREATE TABLE IF NOT EXISTS reprints (article TEXT PRIMARY KEY, family TEXT, agency TEXT, share DOUBLE);

CREATE TABLE IF NOT EXISTS event_links ("first" TEXT, "second" TEXT, kind TEXT, why TEXT, PRIMARY KEY ("first", "second", kind));

CREATE TABLE IF NOT EXISTS pair_readings ("first" TEXT, "second" TEXT, log_odds DOUBLE, made_by TEXT, PRIMARY KEY ("first", "second"));
