SELECT session, "date", call, state, vote, bridge FROM imported_votes ORDER BY ALL
