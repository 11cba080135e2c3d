SELECT state, session, point FROM imported_points ORDER BY source, state, session, point
