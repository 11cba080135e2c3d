-- Articles without a day are left out: nobody knows when they were known.
SELECT * FROM articles WHERE published <= ? ORDER BY id
