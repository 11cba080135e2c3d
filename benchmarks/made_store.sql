-- A made store: `events` events of one mention each in `articles` articles, over the states in `made_parties`
-- (party, rank), busier ones first. Everything follows from hashes, so the same numbers give the same store.
CREATE TEMP TABLE pick AS
SELECT i,
    1 + floor((SELECT count(*) FROM made_parties) * pow((hash(i, 'actor') % 1000003) / 1000003.0, 2.5))::INTEGER AS a,
    1 + floor((SELECT count(*) FROM made_parties) * pow((hash(i, 'recipient') % 1000003) / 1000003.0, 2.5))::INTEGER AS r,
    DATE '2016-01-01' + (hash(i, 'day') % 3650)::INTEGER AS day,
    hash(i, 'article') % $articles AS article,
    (hash(i, 'kind') % 100)::INTEGER AS kind,
    (hash(i, 'outlet') % 3)::INTEGER AS more
FROM generate_series(0, $events - 1) AS t(i);

INSERT INTO articles
SELECT printf('a%015d', i), NULL, 'https://made.invalid/' || i, 'Made Outlet ' || (hash(i, 'o') % 400), DATE '2016-01-01' + (hash(i, 'p') % 3650)::INTEGER,
    'en', 'Made report ' || i || ' of word' || (hash(i, 't') % 5000),
    (SELECT string_agg('word' || (hash(i, w) % 20000), ' ' ORDER BY w) FROM generate_series(1, 160) AS u(w)),
    '[]', NULL, NULL, 'made'
FROM generate_series(0, $articles - 1) AS t(i);

INSERT INTO mentions
SELECT printf('m%015d', i), printf('a%015d', article), 0, 60, 'a made passage of words that stand for a sentence', 2, 6,
    json_array(json_object('id', x.party, 'text', x.party, 'start', 0, 'end', 3, 'role', 'state', 'via', 'name')),
    json_array(json_object('id', y.party, 'text', y.party, 'start', 8, 'end', 11, 'role', 'state', 'via', 'name')),
    CASE WHEN kind < 35 THEN 'CONSULT' WHEN kind < 60 THEN 'AGREE' WHEN kind < 75 THEN 'AID' WHEN kind < 90 THEN 'ACCUSE' ELSE 'ASSAULT' END,
    NULL, '[]',
    CASE WHEN kind < 60 THEN 'verbal cooperation' WHEN kind < 75 THEN 'material cooperation' WHEN kind < 90 THEN 'verbal conflict' ELSE 'material conflict' END,
    'asserted', false, day, day, '', NULL,
    CASE WHEN more = 0 THEN '[{"cue": "citing", "cue_end": 30, "cue_start": 24, "end": 40, "kind": "carried", "source": "Made Agency", "source_id": null, "start": 31}]' ELSE '[]' END,
    0.7, '[]', 'made'
FROM pick JOIN made_parties AS x ON x.rank = a JOIN made_parties AS y ON y.rank = r WHERE a <> r;

INSERT INTO events
SELECT replace(m.id, 'm', 'e'), m.type, NULL, '[]', m.quad, 'asserted', false, json_array(m.actors ->> '$[0].id'), json_array(m.recipients ->> '$[0].id'),
    m.date_start, m.date_end, NULL, json_array(m.id), json_array(m.article), json_array(a.outlet), json_array(a.outlet), m.date_start, 0.7, '[]', '[]'
FROM mentions AS m JOIN articles AS a ON a.id = m.article;

INSERT INTO coded SELECT id, 'made', 0 FROM articles;
