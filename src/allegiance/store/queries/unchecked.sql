-- Coded articles that these registers (made_by) have not checked yet.
SELECT article AS id FROM coded
WHERE article NOT IN (SELECT article FROM checked WHERE made_by = ?)
ORDER BY article
