WITH wanted AS (
  SELECT 'SELECT' AS name UNION ALL SELECT 'SHOW VIEW' UNION ALL SELECT 'TRIGGER'
  UNION ALL SELECT 'EVENT'
), us AS (
  SELECT CONCAT('''', SUBSTRING_INDEX(CURRENT_USER(), '@', 1), '''@''',
    SUBSTRING_INDEX(CURRENT_USER(), '@', -1), '''') AS grantee
  UNION ALL
  SELECT CONCAT('''', role_name, '''@''''') FROM information_schema.enabled_roles
  WHERE role_name IS NOT NULL
), held AS (
  SELECT privilege_type AS name, '%' AS pattern FROM information_schema.user_privileges
  WHERE grantee IN (SELECT grantee FROM us)
  UNION ALL
  SELECT privilege_type, table_schema FROM information_schema.schema_privileges
  WHERE grantee IN (SELECT grantee FROM us)
)
SELECT name FROM wanted
WHERE NOT EXISTS (SELECT 1 FROM held WHERE held.name = wanted.name AND ? LIKE held.pattern)
UNION ALL
SELECT 'SELECT ON mysql.proc' FROM DUAL
WHERE NOT EXISTS (
    SELECT 1 FROM held WHERE held.name = 'SELECT' AND 'mysql' LIKE held.pattern
      OR held.name = 'SHOW CREATE ROUTINE' AND ? LIKE held.pattern)
  AND NOT EXISTS (
    SELECT 1 FROM information_schema.table_privileges
    WHERE grantee IN (SELECT grantee FROM us) AND table_schema = 'mysql' AND table_name = 'proc'
      AND privilege_type = 'SELECT')
