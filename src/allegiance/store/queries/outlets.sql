-- Outlets by volume (limit).
SELECT * FROM outlet_counts ORDER BY articles DESC, outlet LIMIT $1
