-- Fill the tables of derived.sql from events and mentions (words.sql does the words).
DELETE FROM dyad_events;
DELETE FROM dyads;
DELETE FROM dyad_months;
DELETE FROM party_counts;
DELETE FROM dyad_totals;
DELETE FROM party_newest;
DELETE FROM party_months;
DELETE FROM event_mentions;
DELETE FROM outlet_counts;
DELETE FROM outlet_events;
DELETE FROM outlet_pairs;
DELETE FROM citations;
DELETE FROM numbered;
DELETE FROM party_acts;

INSERT INTO dyad_events
SELECT least(actor, recipient) AS a, greatest(actor, recipient) AS b, actor, recipient, day, event, type, mode, quad, status, hedged,
    origins, articles, confidence, mutual
FROM (
    SELECT *, unnest(who) AS actor
    FROM (
        SELECT id AS event, type, mode, quad, status, hedged, confidence,
            from_json(actors, '["VARCHAR"]') AS who,
            CASE WHEN recipients = '[]' THEN from_json(actors, '["VARCHAR"]') ELSE from_json(recipients, '["VARCHAR"]') END AS whom,
            json_array_length(actors) > 1 AND (recipients = '[]' OR recipients = actors) AS mutual,
            greatest(1, json_array_length(origins))::DOUBLE AS origins,
            json_array_length(articles)::INTEGER AS articles,
            CASE WHEN date_start IS NOT NULL AND date_end > date_start THEN date_start + ((date_end - date_start) // 2)::INTEGER
                ELSE coalesce(date_start, date_end, first_reported) END AS day
        FROM events
    )
), unnest(whom) AS others(recipient)
WHERE actor <> recipient
ORDER BY a, b, day DESC NULLS LAST, event, actor;

-- The same orders as in dyad_key.sql, which asks for a part of the time, and up to the month of the newest day of span.sql.
INSERT INTO dyads
WITH told AS (
    SELECT *, {'event': event, 'day': day, 'actor': actor, 'recipient': recipient, 'type': type, 'mode': mode,
        'quad': quad, 'status': status, 'origins': origins, 'articles': articles, 'mutual': mutual} AS act
    FROM dyad_events WHERE NOT mutual OR actor < recipient
),
ended AS (
    SELECT last_day(max(day)) AS day FROM dyad_events
    WHERE status = 'asserted' AND day <= coalesce((SELECT max(published) FROM articles), DATE '9999-12-31')
),
weighty AS (
    SELECT a, b, to_json(list(act ORDER BY place)) AS told
    FROM (
        SELECT *, row_number() OVER (
            PARTITION BY a, b
            ORDER BY origins * CASE WHEN starts_with(quad, 'material') THEN 2 ELSE 1 END * confidence DESC, day, event, actor, recipient
        ) AS place
        FROM told WHERE status = 'asserted' AND day <= (SELECT day FROM ended)
    ) WHERE place <= 8 GROUP BY a, b
),
cast_ AS (
    SELECT a, b, to_json(list(act ORDER BY place)) AS told
    FROM (
        SELECT *, row_number() OVER (PARTITION BY a, b ORDER BY day DESC, event, actor, recipient) AS place
        FROM told WHERE type = 'VOTE'
    ) WHERE place <= 20 GROUP BY a, b
)
SELECT a, b, min(day) FILTER (status <> 'historical'), max(day) FILTER (status <> 'historical'),
    max(day) FILTER (status = 'asserted' AND day <= (SELECT day FROM ended)), count(*), count(*) FILTER (status = 'asserted'),
    count(*) FILTER (status = 'asserted' AND ends_with(quad, 'conflict')), coalesce(any_value(w.told), '[]'), coalesce(any_value(c.told), '[]')
FROM told LEFT JOIN weighty AS w USING (a, b) LEFT JOIN cast_ AS c USING (a, b)
GROUP BY a, b ORDER BY a, b;

INSERT INTO dyad_months
SELECT a, b, actor, recipient, date_trunc('month', day)::DATE AS month, quad, status, mutual, sum(origins), sum(articles), count(*)
FROM dyad_events WHERE day IS NOT NULL
GROUP BY ALL ORDER BY a, b, actor, month, quad, status, mutual;

INSERT INTO party_counts
SELECT party, CASE WHEN party = a THEN b ELSE a END AS other, month, conflict, total, events
FROM (
    SELECT a, b, month, coalesce(sum(origins) FILTER (quad LIKE '%conflict'), 0) AS conflict, sum(origins) AS total, sum(events) AS events
    FROM dyad_months WHERE status = 'asserted' AND (NOT mutual OR actor < recipient) GROUP BY a, b, month
), unnest([a, b]) AS sides(party)
ORDER BY party, other, month;

INSERT INTO dyad_totals
SELECT party, other, sum(total - conflict), sum(conflict), sum(events) AS events
FROM party_counts GROUP BY party, other
ORDER BY party, events DESC, other;

-- A mutual event has two rows, of which a list shows one.
INSERT INTO party_newest
SELECT party, event, day, actor, recipient, type, mode, quad, status, origins, mutual
FROM dyad_events, unnest([a, b]) AS sides(party)
WHERE NOT mutual OR actor < recipient
QUALIFY row_number() OVER (PARTITION BY party ORDER BY day DESC NULLS LAST, event, actor, recipient) <= 20
ORDER BY party, day DESC NULLS LAST, event;

-- An event counts once for a state, however many others it has on the other side.
INSERT INTO party_months
SELECT party, date_trunc('month', day)::DATE AS month, count(*), sum(articles)
FROM (
    SELECT DISTINCT actor AS party, event, day, articles FROM dyad_events
    UNION SELECT DISTINCT recipient, event, day, articles FROM dyad_events
)
WHERE day IS NOT NULL GROUP BY ALL ORDER BY party, month;

INSERT INTO event_mentions
SELECT event, mention, m.article
FROM (SELECT id AS event, unnest(from_json(mentions, '["VARCHAR"]')) AS mention FROM events) AS e
LEFT JOIN mentions AS m ON m.id = e.mention
ORDER BY m.article, mention;

INSERT INTO outlet_events
SELECT outlet, event, alone
FROM (SELECT id AS event, json_array_length(outlets) = 1 AS alone, unnest(from_json(outlets, '["VARCHAR"]')) AS outlet FROM events)
ORDER BY outlet, event;

INSERT INTO outlet_counts
SELECT c.*, coalesce(e.events, 0), coalesce(e.alone, 0), coalesce(r.claims, 0)
FROM (
    SELECT a.outlet, count(DISTINCT a.id) AS articles, min(a.published), max(a.published), count(m.id),
        count(m.id) FILTER (NOT contains(m.attributions, '"kind": "carried"')),
        count(m.id) FILTER (contains(m.attributions, '"kind": "carried"'))
    FROM articles AS a LEFT JOIN mentions AS m ON m.article = a.id GROUP BY a.outlet
) AS c LEFT JOIN (
    SELECT outlet, count(*) AS events, count(*) FILTER (alone) AS alone FROM outlet_events GROUP BY outlet
) AS e USING (outlet) LEFT JOIN (
    SELECT a.outlet, count(*) AS claims FROM checks AS c JOIN articles AS a ON a.id = c.article
    WHERE c.verdict = 'contradicted' GROUP BY a.outlet
) AS r USING (outlet)
ORDER BY c.articles DESC, c.outlet;

INSERT INTO outlet_pairs
SELECT outlet, a, b, count(*), count(*) FILTER (alone)
FROM dyad_events JOIN outlet_events USING (event) WHERE NOT mutual OR actor < recipient
GROUP BY ALL ORDER BY outlet;

INSERT INTO citations
SELECT outlet, coalesce(link.source_id, link.source) AS cited, count(*) AS n
FROM (
    SELECT a.outlet, unnest(from_json(m.attributions, '[{"kind": "VARCHAR", "source": "VARCHAR", "source_id": "VARCHAR"}]')) AS link
    FROM mentions AS m JOIN articles AS a ON a.id = m.article
    WHERE contains(m.attributions, '"kind": "carried"')
)
WHERE link.kind = 'carried' AND coalesce(link.source_id, link.source) <> outlet
GROUP BY outlet, cited QUALIFY row_number() OVER (PARTITION BY outlet ORDER BY n DESC, cited) <= 5
ORDER BY outlet, n DESC, cited;

INSERT INTO numbered
SELECT row_number() OVER (ORDER BY name) - 1, name
FROM (
    SELECT DISTINCT unnest(from_json(list, '["VARCHAR"]')) AS name
    FROM (
        SELECT DISTINCT actors AS list FROM events UNION SELECT recipients FROM events UNION SELECT outlets FROM events
        UNION SELECT origins FROM events
    )
)
ORDER BY name;
