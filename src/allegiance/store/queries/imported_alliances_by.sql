SELECT * FROM imported_alliances WHERE "year" <= year(?::DATE) ORDER BY ALL
