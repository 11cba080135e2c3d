-- Numbers of some of a party's events (party, ids).
SELECT number FROM party_acts WHERE party = $1 AND event IN (SELECT unnest($2))
