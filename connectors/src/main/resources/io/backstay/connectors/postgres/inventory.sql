-- kind, schema, name; what an extension brings along is the extension's, and not ours to dump.
WITH ours AS (
  SELECT n.oid, n.nspname FROM pg_catalog.pg_namespace n
  WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
), brought AS (
  SELECT objid FROM pg_catalog.pg_depend
  WHERE classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND deptype = 'e'
), relation AS (
  SELECT c.relkind, n.nspname, c.relname, c.relowner
  FROM pg_catalog.pg_class c JOIN ours n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S') AND c.oid NOT IN (SELECT objid FROM brought)
)
SELECT CASE relkind
         WHEN 'r' THEN 'tables' WHEN 'p' THEN 'partitioned-tables' WHEN 'f' THEN 'foreign-tables'
         WHEN 'v' THEN 'views' WHEN 'm' THEN 'materialized-views' ELSE 'sequences'
       END AS kind, nspname::text AS one, relname::text AS two
FROM relation
UNION ALL
SELECT 'extension', extname::text, extversion FROM pg_catalog.pg_extension
WHERE oid >= 16384
UNION ALL
SELECT 'large-objects', count(*)::text, '' FROM pg_catalog.pg_largeobject_metadata
UNION ALL
SELECT DISTINCT 'owner', pg_catalog.pg_get_userbyid(relowner)::text, '' FROM relation
ORDER BY 1, 2, 3
