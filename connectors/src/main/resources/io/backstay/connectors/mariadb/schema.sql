SELECT CONCAT_WS(' ', 'column', CONCAT(table_name, '.', column_name), column_type,
  IF(is_nullable = 'NO', 'not null', NULL), CONCAT('default ', column_default),
  NULLIF(LOWER(extra), ''), NULLIF(generation_expression, ''), collation_name)
FROM information_schema.columns WHERE table_schema = ? AND BINARY table_schema = BINARY ?
UNION ALL
SELECT CONCAT_WS(' ', 'index', CONCAT(table_name, '.', index_name), LOWER(index_type),
  IF(non_unique = 0, 'unique', NULL),
  GROUP_CONCAT(CONCAT_WS(' ', column_name, sub_part) ORDER BY seq_in_index SEPARATOR ', '))
FROM information_schema.statistics WHERE table_schema = ? AND BINARY table_schema = BINARY ?
GROUP BY table_name, index_name, index_type, non_unique
UNION ALL
SELECT CONCAT_WS(' ', 'constraint', CONCAT(table_name, '.', constraint_name), LOWER(constraint_type))
FROM information_schema.table_constraints
WHERE table_schema = ? AND BINARY table_schema = BINARY ?
UNION ALL
SELECT CONCAT_WS(' ', 'trigger', CONCAT(event_object_table, '.', trigger_name),
  LOWER(action_timing), LOWER(event_manipulation), SHA2(action_statement, 256))
FROM information_schema.triggers WHERE trigger_schema = ? AND BINARY trigger_schema = BINARY ?
UNION ALL
SELECT CONCAT_WS(' ', LOWER(routine_type), routine_name, dtd_identifier,
  SHA2(routine_definition, 256))
FROM information_schema.routines WHERE routine_schema = ? AND BINARY routine_schema = BINARY ?
UNION ALL
SELECT CONCAT_WS(' ', LOWER(table_type), table_name, LOWER(engine))
FROM information_schema.tables WHERE table_schema = ? AND BINARY table_schema = BINARY ?
ORDER BY 1
