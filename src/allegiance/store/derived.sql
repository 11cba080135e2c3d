-- Tables that pages read instead of the records: made anew from them by derive.sql, so they carry no claim of their own
-- and need no VERSION. Sorted by what pages ask for, so that DuckDB skips what a page doesn't need.

-- One row for each ordered pair of an event's parties, as in relations.from_events; a and b are the two in the order of
-- the alphabet, by which the rows are sorted: DuckDB skips what is not a = x AND b = y, but reads all for IN and OR.
CREATE TABLE IF NOT EXISTS dyad_events (
    a TEXT, b TEXT, actor TEXT, recipient TEXT, day DATE, event TEXT, type TEXT, mode TEXT, quad TEXT, status TEXT, hedged BOOLEAN,
    origins DOUBLE, articles INTEGER, confidence DOUBLE, mutual BOOLEAN
);
-- What a dyad's page opens on: first and last day that is no history, the last with an act that is done, number of events, of
-- those that are asserted and of these that are conflict, and as JSON the weightiest asserted events and the newest votes.
CREATE TABLE IF NOT EXISTS dyads (
    a TEXT, b TEXT, first DATE, last DATE, latest DATE, events INTEGER, done INTEGER, conflict INTEGER, weightiest TEXT, votes TEXT
);
-- Their sums by month.
CREATE TABLE IF NOT EXISTS dyad_months (
    a TEXT, b TEXT, actor TEXT, recipient TEXT, month DATE, quad TEXT, status TEXT, mutual BOOLEAN, origins DOUBLE, articles INTEGER,
    events INTEGER
);
-- A party's asserted acts with each other by month, mutual ones once.
CREATE TABLE IF NOT EXISTS party_counts (party TEXT, other TEXT, month DATE, conflict DOUBLE, total DOUBLE, events INTEGER);
-- A party's asserted acts with each other over all time, mutual ones once: what the map opens on.
CREATE TABLE IF NOT EXISTS dyad_totals (party TEXT, other TEXT, cooperation DOUBLE, conflict DOUBLE, events INTEGER);
-- Each party's newest events.
CREATE TABLE IF NOT EXISTS party_newest (
    party TEXT, event TEXT, day DATE, actor TEXT, recipient TEXT, type TEXT, mode TEXT, quad TEXT, status TEXT, origins DOUBLE,
    mutual BOOLEAN
);
-- All of a state's events by month: how much it was reported on.
CREATE TABLE IF NOT EXISTS party_months (party TEXT, month DATE, events INTEGER, articles INTEGER);
CREATE TABLE IF NOT EXISTS event_mentions (event TEXT, mention TEXT, article TEXT);
CREATE TABLE IF NOT EXISTS outlet_counts (
    outlet TEXT, articles INTEGER, first DATE, last DATE, mentions INTEGER, first_hand INTEGER, citing INTEGER,
    events INTEGER, alone INTEGER, contradicted INTEGER
);
-- Which events an outlet reports, and whether nobody else does.
CREATE TABLE IF NOT EXISTS outlet_events (outlet TEXT, event TEXT, alone BOOLEAN);
-- Whom an outlet carries most.
CREATE TABLE IF NOT EXISTS citations (outlet TEXT, cited TEXT, mentions INTEGER);
-- What an outlet reports by pair of parties, both directions together.
CREATE TABLE IF NOT EXISTS outlet_pairs (outlet TEXT, actor TEXT, recipient TEXT, events INTEGER, alone INTEGER);
-- Names of parties, outlets and origins by number, in the order of the alphabet.
CREATE TABLE IF NOT EXISTS numbered (number INTEGER, name TEXT);
-- Each party's events as columns, by which an answer is weighed (allegiance.assessments.acts): numbers in the place of names,
-- places in a list for type, quad and status.
CREATE TABLE IF NOT EXISTS party_acts (
    party TEXT, number INTEGER, event TEXT, day DATE, middle DATE, kind TINYINT, mode TINYINT, quad TINYINT, status TINYINT, hedged BOOLEAN, sure DOUBLE,
    does BOOLEAN, takes BOOLEAN, answered BOOLEAN, others INTEGER[], outlets INTEGER[], origins INTEGER[]
);
-- Words of titles and texts, folded, each with the numbers of the articles that hold it; articles that came later add
-- further rows for a word.
CREATE TABLE IF NOT EXISTS texts (number INTEGER, article TEXT, published DATE, title TEXT);
CREATE TABLE IF NOT EXISTS postings (word TEXT, numbers INTEGER[]);
CREATE INDEX IF NOT EXISTS postings_word ON postings (word);
CREATE INDEX IF NOT EXISTS mentions_article ON mentions (article);
CREATE TABLE IF NOT EXISTS derived (name TEXT PRIMARY KEY, value BIGINT);
