-- Fill party_acts (types, quads, statuses, modes of votes and of requests, each in the order of its places).
INSERT INTO party_acts
WITH told AS (
    SELECT row_number() OVER (ORDER BY id) - 1 AS number, id, type, mode, quad, status, hedged, confidence,
        coalesce(date_start, first_reported) AS day,
        CASE WHEN date_start IS NOT NULL AND date_end > date_start THEN date_start + ((date_end - date_start) // 2)::INTEGER
            ELSE coalesce(date_start, date_end, first_reported) END AS middle,
        from_json(actors, '["VARCHAR"]') AS who, from_json(recipients, '["VARCHAR"]') AS whom, outlets, origins
    FROM events
), sides AS (
    SELECT s.number, s.name, n.number AS code, bool_or(does) AS does, bool_or(NOT does) AS takes
    FROM (
        SELECT number, unnest(who), true FROM told
        UNION ALL SELECT number, unnest(whom), false FROM told
    ) AS s(number, name, does) JOIN numbered AS n USING (name)
    GROUP BY ALL
), around AS (
    SELECT s.number, s.name, list(4 * o.code + 2 * o.does::INTEGER + o.takes::INTEGER ORDER BY o.code) AS others
    FROM sides AS s JOIN sides AS o ON o.number = s.number AND o.code <> s.code GROUP BY ALL
), heard AS (
    SELECT outlets, list(n.number ORDER BY n.number) AS codes
    FROM (SELECT outlets, unnest(from_json(outlets, '["VARCHAR"]')) AS name FROM (SELECT DISTINCT outlets FROM events))
        JOIN numbered AS n USING (name) GROUP BY outlets
), begun AS (
    SELECT origins, list(n.number ORDER BY n.number) AS codes
    FROM (SELECT origins, unnest(from_json(origins, '["VARCHAR"]')) AS name FROM (SELECT DISTINCT origins FROM events))
        JOIN numbered AS n USING (name) GROUP BY origins
)
SELECT s.name AS party, number, id, day, middle, list_position($1, type) - 1, coalesce(list_position($4, mode), 0),
    list_position($2, quad) - 1, list_position($3, status) - 1, hedged, confidence, does, takes, len(whom) > 0,
    coalesce(others, []), coalesce(heard.codes, []), coalesce(begun.codes, [])
FROM told JOIN sides AS s USING (number) LEFT JOIN around AS a USING (number, name)
LEFT JOIN heard USING (outlets) LEFT JOIN begun USING (origins)
ORDER BY party, number
