-- Asserted acts of two states by month, with each other and with all others (a, b).
SELECT party AS actor, other AS recipient, month AS period, conflict, total FROM party_counts WHERE party = $1
UNION ALL
SELECT party, other, month, conflict, total FROM party_counts WHERE party = $2 AND other <> $1
