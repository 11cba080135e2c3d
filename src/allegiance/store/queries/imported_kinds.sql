-- Kinds of tables that others made, as far as the store holds rows of them.
SELECT 'events' AS kind WHERE EXISTS (FROM imported_events)
UNION ALL SELECT 'votes' WHERE EXISTS (FROM imported_votes)
UNION ALL SELECT 'ideal points' WHERE EXISTS (FROM imported_points)
UNION ALL SELECT 'alliances' WHERE EXISTS (FROM imported_alliances)
