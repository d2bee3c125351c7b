WITH RECURSIVE tree(oid, depth) AS (
  SELECT c.oid, 0
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = ? AND c.relname = ? AND c.relkind IN ('r', 'p')
  UNION ALL
  SELECT i.inhrelid, tree.depth + 1
  FROM tree
    JOIN pg_catalog.pg_inherits i ON i.inhparent = tree.oid
    JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid AND c.relispartition
)
SELECT n.nspname::text, c.relname::text, c.relkind::text
FROM tree
  JOIN pg_catalog.pg_class c ON c.oid = tree.oid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
ORDER BY tree.depth, 1, 2
