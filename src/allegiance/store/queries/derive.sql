-- Fill the tables of derived.sql from events and mentions (words.sql does the words).
DELETE FROM dyad_events;
DELETE FROM dyad_months;
DELETE FROM party_months;
DELETE FROM event_mentions;
DELETE FROM outlet_counts;
DELETE FROM outlet_events;
DELETE FROM outlet_pairs;
DELETE FROM citations;

INSERT INTO dyad_events
SELECT actor, recipient, day, event, type, mode, quad, status, hedged, origins, articles, confidence, mutual
FROM (
    SELECT *, unnest(a) AS actor
    FROM (
        SELECT id AS event, type, mode, quad, status, hedged, confidence,
            from_json(actors, '["VARCHAR"]') AS a,
            CASE WHEN recipients = '[]' THEN from_json(actors, '["VARCHAR"]') ELSE from_json(recipients, '["VARCHAR"]') END AS r,
            json_array_length(actors) > 1 AND (recipients = '[]' OR recipients = actors) AS mutual,
            greatest(1, json_array_length(origins))::DOUBLE AS origins,
            json_array_length(articles)::INTEGER AS articles,
            CASE WHEN date_start IS NOT NULL AND date_end > date_start THEN date_start + ((date_end - date_start) // 2)::INTEGER
                ELSE coalesce(date_start, date_end, first_reported) END AS day
        FROM events
    )
), unnest(r) AS others(recipient)
WHERE actor <> recipient
ORDER BY actor, recipient, day, event;

INSERT INTO dyad_months
SELECT actor, recipient, date_trunc('month', day)::DATE AS month, quad, status, mutual, sum(origins), sum(articles), count(*)
FROM dyad_events WHERE day IS NOT NULL
GROUP BY ALL ORDER BY actor, recipient, month, quad, status, mutual;

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
ORDER BY mention;

INSERT INTO outlet_counts
SELECT a.outlet, count(DISTINCT a.id), min(a.published), max(a.published), count(m.id),
    count(m.id) FILTER (NOT contains(m.attributions, '"kind": "carried"')),
    count(m.id) FILTER (contains(m.attributions, '"kind": "carried"'))
FROM articles AS a LEFT JOIN mentions AS m ON m.article = a.id
GROUP BY a.outlet ORDER BY count(DISTINCT a.id) DESC, a.outlet;

INSERT INTO outlet_events
SELECT outlet, event, alone
FROM (SELECT id AS event, json_array_length(outlets) = 1 AS alone, unnest(from_json(outlets, '["VARCHAR"]')) AS outlet FROM events)
ORDER BY outlet, event;

INSERT INTO outlet_pairs
SELECT outlet, least(actor, recipient), greatest(actor, recipient), count(*), count(*) FILTER (alone)
FROM dyad_events JOIN outlet_events USING (event) WHERE NOT mutual OR actor < recipient
GROUP BY ALL ORDER BY outlet;

INSERT INTO citations
SELECT outlet, coalesce(link.source_id, link.source) AS cited, count(*)
FROM (
    SELECT a.outlet, unnest(from_json(m.attributions, '[{"kind": "VARCHAR", "source": "VARCHAR", "source_id": "VARCHAR"}]')) AS link
    FROM mentions AS m JOIN articles AS a ON a.id = m.article
    WHERE contains(m.attributions, '"kind": "carried"')
)
WHERE link.kind = 'carried'
GROUP BY ALL ORDER BY outlet, count(*) DESC, cited;
