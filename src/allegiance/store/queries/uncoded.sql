-- Articles of a language that a coder (language, made_by) has not read yet.
SELECT id FROM articles
WHERE language IN (?, 'und') AND id NOT IN (SELECT article FROM coded WHERE made_by = ?)
ORDER BY id
