WITH RECURSIVE touching(oid, conparentid) AS (
  SELECT oid, conparentid FROM pg_catalog.pg_constraint
  WHERE contype = 'f'
    AND (conrelid = pg_catalog.to_regclass(?) OR confrelid = pg_catalog.to_regclass(?))
  UNION
  SELECT whole.oid, whole.conparentid
  FROM touching JOIN pg_catalog.pg_constraint whole ON whole.oid = touching.conparentid
)
SELECT n.nspname::text, t.relname::text, c.conname::text, pg_catalog.pg_get_constraintdef(c.oid),
  coalesce(pg_catalog.obj_description(c.oid, 'pg_constraint'), '')
FROM touching
  JOIN pg_catalog.pg_constraint c ON c.oid = touching.oid
  JOIN pg_catalog.pg_class t ON t.oid = c.conrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
WHERE c.conparentid = 0
ORDER BY 1, 2, 3
