-- One line for each thing, the same for the same structure whenever and wherever it is asked.
-- Needs an empty search path, so that every name comes with its schema.
WITH ours AS (
  SELECT n.oid, n.nspname::text AS name FROM pg_catalog.pg_namespace n
  WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
), brought AS (
  SELECT classid, objid FROM pg_catalog.pg_depend WHERE deptype = 'e'
), relation AS (
  SELECT c.*, n.name || '.' || c.relname AS name
  FROM pg_catalog.pg_class c JOIN ours n ON n.oid = c.relnamespace
  WHERE NOT EXISTS (SELECT FROM brought b
    WHERE b.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND b.objid = c.oid)
)
SELECT line FROM (
  SELECT 'schema ' || name AS line FROM ours
  UNION ALL
  SELECT 'extension ' || extname FROM pg_catalog.pg_extension
  UNION ALL
  SELECT CASE relkind WHEN 'v' THEN 'view ' ELSE 'materialized view ' END || name || ' '
         || pg_catalog.pg_get_viewdef(oid)
  FROM relation WHERE relkind IN ('v', 'm')
  UNION ALL
  SELECT 'table ' || name
         || coalesce(' partition by ' || pg_catalog.pg_get_partkeydef(oid), '')
         || coalesce(' partition ' || pg_catalog.pg_get_expr(relpartbound, oid), '')
         || CASE WHEN relrowsecurity THEN ' row security' ELSE '' END
  FROM relation WHERE relkind IN ('r', 'p', 'f')
  UNION ALL
  SELECT 'column ' || r.name || '.' || a.attname || ' '
         || pg_catalog.format_type(a.atttypid, a.atttypmod)
         || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
         || CASE WHEN a.attidentity <> '' THEN ' identity ' || a.attidentity::text ELSE '' END
         || CASE WHEN a.attgenerated <> '' THEN ' generated' ELSE '' END
         || coalesce(' default ' || pg_catalog.pg_get_expr(d.adbin, d.adrelid), '')
  FROM relation r
    JOIN pg_catalog.pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = r.oid AND d.adnum = a.attnum
  WHERE r.relkind IN ('r', 'p', 'f')
  UNION ALL
  SELECT 'constraint ' || r.name || '.' || c.conname || ' ' || pg_catalog.pg_get_constraintdef(c.oid)
  FROM relation r JOIN pg_catalog.pg_constraint c ON c.conrelid = r.oid
  WHERE c.contype <> 'n'
  UNION ALL
  SELECT 'index ' || pg_catalog.pg_get_indexdef(i.indexrelid)
  FROM relation r JOIN pg_catalog.pg_index i ON i.indrelid = r.oid
  UNION ALL
  SELECT 'trigger ' || pg_catalog.pg_get_triggerdef(t.oid)
  FROM relation r JOIN pg_catalog.pg_trigger t ON t.tgrelid = r.oid
  WHERE NOT t.tgisinternal
  UNION ALL
  SELECT 'policy ' || r.name || '.' || p.polname || ' ' || p.polcmd::text
         || coalesce(' using ' || pg_catalog.pg_get_expr(p.polqual, p.polrelid), '')
         || coalesce(' check ' || pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid), '')
  FROM relation r JOIN pg_catalog.pg_policy p ON p.polrelid = r.oid
  UNION ALL
  SELECT 'sequence ' || r.name || ' ' || pg_catalog.format_type(s.seqtypid, NULL)
         || ' start ' || s.seqstart || ' increment ' || s.seqincrement
  FROM relation r JOIN pg_catalog.pg_sequence s ON s.seqrelid = r.oid
  UNION ALL
  SELECT 'function ' || n.name || '.' || p.proname
         || '(' || pg_catalog.pg_get_function_identity_arguments(p.oid) || ') '
         || p.prokind::text || ' ' || coalesce(pg_catalog.pg_get_function_result(p.oid), '')
         || ' ' || md5(coalesce(p.prosrc, ''))
  FROM pg_catalog.pg_proc p JOIN ours n ON n.oid = p.pronamespace
  WHERE NOT EXISTS (SELECT FROM brought b
    WHERE b.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND b.objid = p.oid)
  UNION ALL
  SELECT 'enum ' || n.name || '.' || t.typname || ' '
         || (SELECT string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder)
             FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid)
  FROM pg_catalog.pg_type t JOIN ours n ON n.oid = t.typnamespace
  WHERE t.typtype = 'e'
  UNION ALL
  SELECT 'domain ' || n.name || '.' || t.typname || ' '
         || pg_catalog.format_type(t.typbasetype, t.typtypmod)
         || CASE WHEN t.typnotnull THEN ' not null' ELSE '' END
         || coalesce(' default ' || t.typdefault, '')
  FROM pg_catalog.pg_type t JOIN ours n ON n.oid = t.typnamespace
  WHERE t.typtype = 'd'
) AS lines
ORDER BY line COLLATE "C"
