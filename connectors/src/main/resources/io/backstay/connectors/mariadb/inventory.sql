SELECT CASE table_type WHEN 'VIEW' THEN 'views' WHEN 'SEQUENCE' THEN 'sequences' ELSE 'tables' END,
  table_name
FROM information_schema.tables
WHERE table_schema = ? AND BINARY table_schema = BINARY ? AND table_type <> 'TEMPORARY'
UNION ALL
SELECT 'triggers', trigger_name FROM information_schema.triggers
WHERE trigger_schema = ? AND BINARY trigger_schema = BINARY ?
UNION ALL
SELECT CONCAT(LOWER(routine_type), 's'), routine_name FROM information_schema.routines
WHERE routine_schema = ? AND BINARY routine_schema = BINARY ?
UNION ALL
SELECT 'events', event_name FROM information_schema.events
WHERE event_schema = ? AND BINARY event_schema = BINARY ?
