SELECT CONCAT('it is a ', LOWER(table_type), ' table') FROM information_schema.tables
WHERE table_schema = ? AND BINARY table_name = BINARY ? AND table_type <> 'BASE TABLE'
UNION ALL
SELECT CONCAT('its engine ', t.engine, ' has no transactions') FROM information_schema.tables t
JOIN information_schema.engines e ON e.engine = t.engine
WHERE table_schema = ? AND BINARY table_name = BINARY ? AND e.transactions <> 'YES'
UNION ALL
SELECT CONCAT('its trigger ', trigger_name, ' would act') FROM information_schema.triggers
WHERE event_object_schema = ? AND BINARY event_object_table = BINARY ?
