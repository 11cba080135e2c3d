-- Events of a party, the newest first (party, party, limit).
SELECT event, day, actor, recipient, type, mode, status, origins FROM dyad_events WHERE actor = ? OR recipient = ?
ORDER BY day DESC NULLS LAST, event LIMIT ?
