-- The columns of a table's primary key (table).
SELECT constraint_column_names AS columns FROM duckdb_constraints() WHERE table_name = $1 AND constraint_type = 'PRIMARY KEY'
