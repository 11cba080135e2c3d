-- Whom outlets cite, the most cited first (outlets).
SELECT * FROM citations WHERE outlet IN (SELECT unnest($1)) ORDER BY mentions DESC, outlet, cited
