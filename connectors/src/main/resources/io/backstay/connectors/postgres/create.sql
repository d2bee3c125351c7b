-- The statement that makes a database of one name like the database of another. Columns that only
-- some versions have are read out of the row as JSON.
SELECT format('CREATE DATABASE %I TEMPLATE template0 OWNER %I ENCODING %L LC_COLLATE %L LC_CTYPE %L',
         ?, pg_catalog.pg_get_userbyid(d.datdba), pg_catalog.pg_encoding_to_char(d.encoding),
         d.datcollate, d.datctype)
       || CASE to_jsonb(d) ->> 'datlocprovider'
            WHEN 'i' THEN format(' LOCALE_PROVIDER icu ICU_LOCALE %L',
              coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale'))
              || coalesce(' ICU_RULES ' || quote_literal(to_jsonb(d) ->> 'daticurules'), '')
            WHEN 'b' THEN format(' LOCALE_PROVIDER builtin BUILTIN_LOCALE %L',
              to_jsonb(d) ->> 'datlocale')
            ELSE '' END
       || CASE t.spcname WHEN 'pg_default' THEN '' -- naming it takes a right that owners lack
            ELSE format(' TABLESPACE %I', t.spcname) END
       || format(' CONNECTION LIMIT %s', d.datconnlimit)
FROM pg_catalog.pg_database d JOIN pg_catalog.pg_tablespace t ON t.oid = d.dattablespace
WHERE d.datname = ?
