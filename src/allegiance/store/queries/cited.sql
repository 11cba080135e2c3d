-- Whom outlets cite, the most cited first (outlets, limit).
SELECT * FROM citations WHERE list_contains(?, outlet) ORDER BY mentions DESC, outlet, cited LIMIT ?
