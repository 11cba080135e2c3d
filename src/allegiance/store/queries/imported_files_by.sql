-- A file holds rows of many days: it is there when one of them is, or when its rows bear no day.
SELECT * FROM imported_files WHERE digest NOT IN (
    SELECT file FROM imported_events GROUP BY file HAVING min("date") > ?
) ORDER BY ALL
