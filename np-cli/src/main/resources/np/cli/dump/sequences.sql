-- Sequences: the name, and the name as a text literal.
SELECT pg_catalog.format('%I.%I', schemaname, sequencename),
  pg_catalog.quote_literal(pg_catalog.format('%I.%I', schemaname, sequencename))
FROM pg_catalog.pg_sequences s
WHERE schemaname !~ '^pg_' AND schemaname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e WHERE e.deptype = 'e'
    AND e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
    AND e.objid = pg_catalog.format('%I.%I', schemaname, sequencename)::pg_catalog.regclass)
ORDER BY schemaname, sequencename
