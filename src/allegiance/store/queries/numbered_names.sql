-- All names by number.
SELECT number, name FROM numbered ORDER BY number
