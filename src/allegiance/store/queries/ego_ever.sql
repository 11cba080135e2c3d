-- A party's relations to all others over all time: origins by cooperation and conflict (party).
SELECT other, cooperation, conflict, events FROM dyad_totals WHERE party = $1 ORDER BY events DESC, other
