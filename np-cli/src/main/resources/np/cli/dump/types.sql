SELECT 'pg_namespace', oid, 10, nspname, pg_catalog.format('CREATE SCHEMA %I;', nspname)
FROM space WHERE nspname <> 'public'
UNION ALL
SELECT 'pg_extension', e.oid, 15, extname,
  pg_catalog.format('CREATE EXTENSION IF NOT EXISTS %I WITH SCHEMA %I;', extname, n.nspname)
FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace WHERE extname <> 'plpgsql'
UNION ALL
SELECT 'pg_collation', c.oid, 18, nspname || '.' || collname, pg_catalog.format('CREATE COLLATION %I.%I (PROVIDER = %s%s%s%s);', nspname, collname,
  CASE collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END,
  CASE WHEN collisdeterministic THEN '' ELSE ', DETERMINISTIC = false' END,
  CASE WHEN collprovider <> 'c'
    THEN ', LOCALE = ' || pg_catalog.quote_literal(coalesce(j ->> 'colllocale', j ->> 'colliculocale'))
    ELSE ', LC_COLLATE = ' || pg_catalog.quote_literal(collcollate) || ', LC_CTYPE = ' || pg_catalog.quote_literal(collctype) END,
  coalesce(', RULES = ' || pg_catalog.quote_literal(j ->> 'collicurules'), ''))
FROM pg_catalog.pg_collation c JOIN space s ON s.oid = c.collnamespace, pg_catalog.to_jsonb(c) j
WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_catalog.pg_collation'::pg_catalog.regclass AND m.objid = c.oid)
UNION ALL
SELECT 'pg_type', t.oid, 20, nspname || '.' || typname, pg_catalog.format('CREATE TYPE %I.%I AS ENUM (%s);', nspname, typname,
  (SELECT pg_catalog.string_agg(pg_catalog.quote_literal(enumlabel), ', ' ORDER BY enumsortorder) FROM pg_catalog.pg_enum WHERE enumtypid = t.oid))
FROM typ t WHERE typtype = 'e'
UNION ALL
SELECT 'pg_type', t.oid, 20, nspname || '.' || typname, pg_catalog.format('CREATE DOMAIN %I.%I AS %s%s%s%s%s;', nspname, typname,
  pg_catalog.format_type(typbasetype, typtypmod),
  CASE WHEN t.typcollation <> (SELECT b.typcollation FROM pg_catalog.pg_type b WHERE b.oid = t.typbasetype)
    THEN (SELECT pg_catalog.format(' COLLATE %I.%I', cn.nspname, co.collname) FROM pg_catalog.pg_collation co
      JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace WHERE co.oid = t.typcollation) ELSE '' END,
  coalesce(' DEFAULT ' || pg_catalog.pg_get_expr(typdefaultbin, 0), ''),
  CASE WHEN typnotnull THEN ' NOT NULL' ELSE '' END,
  coalesce((SELECT pg_catalog.string_agg(pg_catalog.format(' CONSTRAINT %I %s', conname, pg_catalog.pg_get_constraintdef(k.oid)), '' ORDER BY conname)
    FROM pg_catalog.pg_constraint k WHERE contypid = t.oid AND contype = 'c' AND convalidated), ''))
FROM typ t WHERE typtype = 'd'
UNION ALL
SELECT 'domain check', t.oid, 205, nspname || '.' || typname || '.' || conname,
  pg_catalog.format('ALTER DOMAIN %I.%I ADD CONSTRAINT %I %s;', nspname, typname, conname, pg_catalog.pg_get_constraintdef(k.oid))
FROM typ t JOIN pg_catalog.pg_constraint k ON k.contypid = t.oid AND k.contype = 'c' AND NOT k.convalidated
UNION ALL
SELECT 'pg_type', t.oid, 20, nspname || '.' || typname, pg_catalog.format('CREATE TYPE %I.%I AS (%s);', nspname, typname,
  (SELECT pg_catalog.string_agg(declared, ', ' ORDER BY attnum) FROM col WHERE attrelid = t.typrelid))
FROM typ t JOIN pg_catalog.pg_class c ON c.oid = t.typrelid WHERE typtype = 'c' AND c.relkind = 'c'
UNION ALL
SELECT 'pg_type', t.oid, 20, nspname || '.' || typname, pg_catalog.format('CREATE TYPE %I.%I AS RANGE (SUBTYPE = %s%s%s%s, MULTIRANGE_TYPE_NAME = %s);',
  nspname, typname, pg_catalog.format_type(r.rngsubtype, NULL),
  coalesce((SELECT pg_catalog.format(', SUBTYPE_OPCLASS = %I.%I', n.nspname, o.opcname) FROM pg_catalog.pg_opclass o
    JOIN pg_catalog.pg_namespace n ON n.oid = o.opcnamespace WHERE o.oid = r.rngsubopc AND NOT o.opcdefault), ''),
  coalesce((SELECT pg_catalog.format(', COLLATION = %I.%I', n.nspname, c.collname) FROM pg_catalog.pg_collation c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.collnamespace JOIN pg_catalog.pg_type b ON b.oid = r.rngsubtype
    WHERE c.oid = r.rngcollation AND r.rngcollation <> b.typcollation), ''),
  CASE WHEN r.rngsubdiff <> 0 THEN ', SUBTYPE_DIFF = ' || r.rngsubdiff::text ELSE '' END,
  pg_catalog.format_type(r.rngmultitypid, NULL))
FROM typ t JOIN pg_catalog.pg_range r ON r.rngtypid = t.oid WHERE r.rngcanonical = 0
