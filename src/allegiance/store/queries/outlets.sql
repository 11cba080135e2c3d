-- Outlets by volume (limit).
SELECT o.*, coalesce(e.events, 0) AS events, coalesce(e.alone, 0) AS alone FROM outlet_counts AS o LEFT JOIN (
    SELECT outlet, count(*)::INTEGER AS events, (count(*) FILTER (alone))::INTEGER AS alone FROM outlet_events GROUP BY outlet
) AS e USING (outlet) ORDER BY o.articles DESC, o.outlet LIMIT ?
