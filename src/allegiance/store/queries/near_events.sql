-- Events that merging compared with some mentions and held apart: the likeliest first (mentions, mentions, mentions, limit).
SELECT d."first", d."second", d.score, d.verdict, e.event
FROM (
    SELECT *, CASE WHEN "first" IN (SELECT unnest(?)) THEN "second" ELSE "first" END AS other
    FROM merge_decisions
    WHERE ("first" IN (SELECT unnest(?))) <> ("second" IN (SELECT unnest(?))) AND verdict <> 'same' AND starts_with("by", 'merging/')
) AS d JOIN event_mentions AS e ON e.mention = d.other
ORDER BY d.score DESC, d."first", d."second" LIMIT ?
