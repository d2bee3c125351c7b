-- Statements that give one database what belongs to another and no dump of its content holds:
-- privileges, settings and the comment. Settings are set first and then taken over as they are,
-- because only the server knows how to write each of them.
WITH live AS (SELECT * FROM pg_catalog.pg_database WHERE datname = ?),
     name AS (SELECT quote_ident(?) AS quoted)
SELECT statement FROM (
  SELECT 1 AS turn, format('REVOKE ALL ON DATABASE %s FROM PUBLIC', name.quoted) AS statement
  FROM live, name WHERE datacl IS NOT NULL
  UNION ALL
  SELECT 2, format('GRANT %s ON DATABASE %s TO %s%s', a.privilege_type, name.quoted,
    CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_catalog.pg_get_userbyid(a.grantee)) END,
    CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
  FROM live, name, LATERAL pg_catalog.aclexplode(datacl) a
  UNION ALL
  SELECT 3, format('COMMENT ON DATABASE %s IS %L', name.quoted,
    pg_catalog.shobj_description(live.oid, 'pg_database'))
  FROM live, name WHERE pg_catalog.shobj_description(live.oid, 'pg_database') IS NOT NULL
) AS statements
ORDER BY turn
