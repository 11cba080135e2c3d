-- First and last day of what was done; a day after the newest article is a plan or a slip, and would stretch every course.
SELECT min(day) AS first, max(day) AS last FROM dyad_events
WHERE status = 'asserted' AND day <= coalesce((SELECT max(published) FROM articles), DATE '9999-12-31')
