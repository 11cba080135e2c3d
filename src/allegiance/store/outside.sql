-- What others coded, kept beside this project's own events, and the forecasts made from the store. Every statement may be
-- run again: a store made before these tables gets them when it is next opened.
CREATE TABLE IF NOT EXISTS imported_files (
    digest TEXT PRIMARY KEY, name TEXT, kind TEXT, source TEXT, rows INTEGER, known INTEGER, rejected INTEGER
);

CREATE TABLE IF NOT EXISTS imported_events (
    file TEXT, source TEXT, event_id TEXT, "date" DATE, actor TEXT, recipient TEXT, actor_name TEXT, recipient_name TEXT,
    actor_role TEXT, recipient_role TEXT, code TEXT, type TEXT, mode TEXT, contexts TEXT, quad TEXT, status TEXT,
    goldstein DOUBLE, origin TEXT, origins DOUBLE, mentions BIGINT, sources BIGINT, articles BIGINT, mutual BOOLEAN,
    root BOOLEAN, added TEXT, place TEXT, place_country TEXT, latitude DOUBLE, longitude DOUBLE, url TEXT, repaired TEXT
);

-- Which article told of which event (event_id, of the same source's events), and how surely it was read (percent).
CREATE TABLE IF NOT EXISTS imported_mentions (
    file TEXT, source TEXT, event_id TEXT, event_time TIMESTAMP, mention_time TIMESTAMP, kind INTEGER, outlet TEXT,
    url TEXT, sentence BIGINT, in_raw_text BOOLEAN, confidence BIGINT, length BIGINT, tone DOUBLE, translation TEXT
);

CREATE TABLE IF NOT EXISTS imported_rejects (file TEXT, "row" BIGINT, reason TEXT, text TEXT);

CREATE TABLE IF NOT EXISTS imported_votes (
    file TEXT, source TEXT, session INTEGER, "date" DATE, call TEXT, state TEXT, vote TINYINT, bridge TEXT
);

CREATE TABLE IF NOT EXISTS imported_points (
    file TEXT, source TEXT, state TEXT, session INTEGER, point DOUBLE, votes INTEGER
);

CREATE TABLE IF NOT EXISTS imported_alliances (file TEXT, source TEXT, a TEXT, b TEXT, "year" INTEGER, kind TEXT);

CREATE TABLE IF NOT EXISTS forecasts (
    id TEXT PRIMARY KEY, state TEXT, ally TEXT, question TEXT, since DATE, made DATE, resolves DATE, probability DOUBLE,
    low DOUBLE, high DOUBLE, base_rate DOUBLE, answer DOUBLE, signs INTEGER, made_by TEXT, outcome BOOLEAN,
    resolved DATE, resolved_by TEXT
);

-- Input files read to their end without a loss: what lets a run that goes on leave them out.
CREATE TABLE IF NOT EXISTS files_read (
    path TEXT, size BIGINT, modified BIGINT, digest TEXT, reader TEXT, PRIMARY KEY (path, size, modified, digest, reader)
);
