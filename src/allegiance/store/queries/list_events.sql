-- Events, the newest first by the middle of their days as in derive.sql, with how many there are in all. Parameters: $1
-- parties, $2 actors, $3 recipients that each must take part; $4 types, $5 statuses, of which one must hold (an empty
-- list asks for nothing); $6 and $7 first and last day; $8 least origins, $9 least confidence; $10 most rows.
SELECT * EXCLUDE (doers, others, day), count(*) OVER () AS total
FROM (
    SELECT *, from_json(actors, '["VARCHAR"]') AS doers,
        -- a mutual act is done by all to all
        CASE WHEN recipients = '[]' THEN from_json(actors, '["VARCHAR"]') ELSE from_json(recipients, '["VARCHAR"]') END AS others,
        CASE WHEN date_end > date_start THEN date_start + ((date_end - date_start) // 2)::INTEGER
            ELSE coalesce(date_start, date_end, first_reported) END AS day
    FROM events
)
WHERE list_has_all(doers || others, $1::VARCHAR[]) AND list_has_all(doers, $2::VARCHAR[]) AND list_has_all(others, $3::VARCHAR[])
    AND ($4::VARCHAR[] = [] OR list_contains($4::VARCHAR[], type))
    AND ($5::VARCHAR[] = [] OR list_contains($5::VARCHAR[], status))
    AND ($6::DATE IS NULL OR coalesce(date_end, first_reported) >= $6) AND ($7::DATE IS NULL OR coalesce(date_start, first_reported) <= $7)
    AND json_array_length(origins) >= $8 AND confidence >= $9
ORDER BY day DESC NULLS LAST, date_end DESC NULLS LAST, id LIMIT $10
