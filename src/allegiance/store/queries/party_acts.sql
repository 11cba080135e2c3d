-- A party's events as columns, days as ordinals, 0 without one (party). The table is filled in the order of parties and numbers,
-- which a scan keeps: an ORDER BY would sort again.
SELECT number, event, coalesce(datediff('day', DATE '0001-01-01', day) + 1, 0) AS day,
    coalesce(datediff('day', DATE '0001-01-01', middle) + 1, 0) AS middle, kind, mode, quad, status, hedged, sure, does, takes, answered,
    others, outlets, origins
FROM party_acts WHERE party = $1
