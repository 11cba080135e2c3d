-- How many outlets there are.
SELECT count(*) AS n FROM outlet_counts
