-- A session's points rest on all its votes: they are known when it ends, in September of the year after its first.
SELECT * FROM imported_points WHERE make_date(1946 + session, 9, 30) <= ? ORDER BY ALL
