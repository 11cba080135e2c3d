-- One table for each record type (records.py); nested fields are JSON text. Bump VERSION in store/__init__.py on any change.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE articles (
    id TEXT PRIMARY KEY, given_id TEXT, address TEXT, outlet TEXT, published DATE, language TEXT, title TEXT,
    text TEXT, skip TEXT, translated_from TEXT, fetched TIMESTAMP, origin_file TEXT
);

CREATE TABLE mentions (
    id TEXT PRIMARY KEY, article TEXT, start INTEGER, "end" INTEGER, quote TEXT, trigger_start INTEGER,
    trigger_end INTEGER, actors TEXT, recipients TEXT, type TEXT, mode TEXT, contexts TEXT, quad TEXT, status TEXT,
    hedged BOOLEAN, date_start DATE, date_end DATE, date_words TEXT, place TEXT, attributions TEXT,
    confidence DOUBLE, reasons TEXT, made_by TEXT
);

-- Which coder has read which article: what makes a run resume and a re-run free.
CREATE TABLE coded (article TEXT, made_by TEXT, mentions INTEGER, PRIMARY KEY (article, made_by));

CREATE TABLE unresolved (article TEXT, start INTEGER, "end" INTEGER, text TEXT, kind TEXT,
    PRIMARY KEY (article, start, "end"));

CREATE TABLE events (
    id TEXT PRIMARY KEY, type TEXT, mode TEXT, contexts TEXT, quad TEXT, status TEXT, hedged BOOLEAN, actors TEXT,
    recipients TEXT, date_start DATE, date_end DATE, place TEXT, mentions TEXT, articles TEXT, outlets TEXT,
    origins TEXT, first_reported DATE, confidence DOUBLE, history TEXT, reasons TEXT
);

CREATE TABLE merge_decisions (
    "first" TEXT, "second" TEXT, score DOUBLE, parts TEXT, verdict TEXT, "by" TEXT, "when" TIMESTAMP
);

-- What the registers say to the articles' claims (RegisterCheck), and which articles were checked by which registers.
CREATE TABLE checks (
    mention TEXT, kind TEXT, verdict TEXT, says TEXT, record TEXT, nearest TEXT, reference TEXT, article TEXT,
    start INTEGER, "end" INTEGER, sentence TEXT, PRIMARY KEY (article, start, "end", kind, says)
);
CREATE TABLE checked (article TEXT PRIMARY KEY, made_by TEXT);

CREATE TABLE problems (
    "where" TEXT, kind TEXT, message TEXT, fatal BOOLEAN, PRIMARY KEY ("where", kind, message)
);
