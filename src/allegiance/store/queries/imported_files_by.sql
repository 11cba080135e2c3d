-- A file holds rows of many days: it is there when one of them is, or when its rows bear no day.
SELECT * FROM imported_files WHERE digest NOT IN (
    SELECT file FROM imported_events GROUP BY file HAVING min("date") > $1
    UNION ALL
    SELECT file FROM imported_mentions GROUP BY file HAVING CAST(min(mention_time) AS DATE) > $1
) ORDER BY ALL
