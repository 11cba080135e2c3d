-- Asserted acts of two states by month: 0 with each other, 2 of the one and 3 of the other with all others (a, b).
SELECT CASE WHEN other = $2 THEN 0 ELSE 2 END::TINYINT AS dyad, month AS period, conflict, total
FROM party_counts WHERE party = $1
UNION ALL
SELECT 3::TINYINT, month, conflict, total FROM party_counts WHERE party = $2 AND other <> $1
