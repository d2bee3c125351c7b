-- Role or nothing, name and value of each setting of a database.
SELECT coalesce(pg_catalog.pg_get_userbyid(nullif(s.setrole, 0)), ''),
       split_part(c.setting, '=', 1), substr(c.setting, strpos(c.setting, '=') + 1)
FROM pg_catalog.pg_db_role_setting s
  JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase AND d.datname = ?,
  LATERAL unnest(s.setconfig) WITH ORDINALITY AS c(setting, turn)
ORDER BY s.setrole, c.turn
