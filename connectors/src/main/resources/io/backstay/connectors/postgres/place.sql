-- The server's data directory, the place of a database's tablespace where that is another one,
-- whether the database has parts in further tablespaces, and the process that answers this.
SELECT current_setting('data_directory'),
       coalesce(pg_catalog.pg_tablespace_location(d.dattablespace), ''),
       EXISTS (SELECT FROM pg_catalog.pg_tablespace t
         WHERE t.spcname <> 'pg_global' AND t.oid <> d.dattablespace
           AND d.oid IN (SELECT pg_catalog.pg_tablespace_databases(t.oid))),
       pg_catalog.pg_backend_pid()
FROM (SELECT ?::text AS name) AS wanted
  LEFT JOIN pg_catalog.pg_database d ON d.datname = wanted.name
