SELECT session, "date", call, state, vote FROM imported_votes ORDER BY ALL
