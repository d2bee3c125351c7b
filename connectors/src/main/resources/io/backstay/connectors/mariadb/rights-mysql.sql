WITH wanted AS (
  SELECT 'SELECT' AS name UNION ALL SELECT 'SHOW VIEW' UNION ALL SELECT 'TRIGGER'
  UNION ALL SELECT 'EVENT'
), us AS (
  SELECT CONCAT('''', SUBSTRING_INDEX(CURRENT_USER(), '@', 1), '''@''',
    SUBSTRING_INDEX(CURRENT_USER(), '@', -1), '''') AS grantee
  UNION ALL
  SELECT CONCAT('''', role_name, '''@''', role_host, '''') FROM information_schema.enabled_roles
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
SELECT 'SHOW_ROUTINE' FROM DUAL
WHERE NOT EXISTS (
    SELECT 1 FROM information_schema.user_privileges
    WHERE grantee IN (SELECT grantee FROM us) AND privilege_type IN ('SELECT', 'SHOW_ROUTINE'))
  AND ? IS NOT NULL
