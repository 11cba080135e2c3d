-- Ids of some of a party's events (party, numbers).
SELECT number, event FROM party_acts WHERE party = $1 AND number IN (SELECT unnest($2)) ORDER BY number
