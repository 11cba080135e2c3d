-- The day with half of the events of a period before it (from, until).
SELECT quantile_disc(day, 0.5) AS middle FROM dyad_events WHERE day BETWEEN ? AND ? AND status = 'asserted'
