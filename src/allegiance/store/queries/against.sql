-- Mentions that the registers contradict, each with what it claims.
SELECT mention, string_agg(says, '; ' ORDER BY says) AS says
FROM checks WHERE verdict = 'contradicted' AND mention <> ''
GROUP BY mention ORDER BY mention
