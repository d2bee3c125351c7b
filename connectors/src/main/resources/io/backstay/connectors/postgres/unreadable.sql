-- Tables whose rows this role cannot read, or would not all see. What belongs to an extension comes
-- with it again, and materialized views are computed again: a dump reads neither.
SELECT n.nspname || '.' || c.relname
       || CASE WHEN c.relrowsecurity THEN ' (row-level security)' ELSE '' END
FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_roles me ON me.rolname = current_user
WHERE c.relkind IN ('r', 'p', 'S')
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend d
    WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
  AND (NOT pg_catalog.has_schema_privilege(n.oid, 'USAGE')
    OR NOT CASE WHEN c.relkind = 'S' THEN pg_catalog.has_sequence_privilege(c.oid, 'SELECT')
                ELSE pg_catalog.has_table_privilege(c.oid, 'SELECT') END
    OR pg_catalog.row_security_active(c.oid))
ORDER BY 1
