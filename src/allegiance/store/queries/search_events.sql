-- Events of a party, the newest first (party).
SELECT event, day, actor, recipient, type, mode, quad, status, origins, mutual FROM party_newest WHERE party = $1
ORDER BY day DESC NULLS LAST, event
