-- First and last day on which events were reported.
SELECT min(first_reported) AS first, max(first_reported) AS last FROM events
