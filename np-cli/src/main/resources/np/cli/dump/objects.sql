-- Every object that is written, as: class, oid, rank, name to sort by, statement.
-- Runs with an empty search_path, so that every name comes out whole. PostgreSQL 15 and later.
WITH member AS (
  SELECT classid, objid FROM pg_catalog.pg_depend WHERE deptype = 'e'
), space AS (
  SELECT oid, nspname FROM pg_catalog.pg_namespace n
  WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
    AND NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND m.objid = n.oid)
), rel AS (
  SELECT c.*, s.nspname FROM pg_catalog.pg_class c JOIN space s ON s.oid = c.relnamespace
  WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND m.objid = c.oid)
), typ AS (
  SELECT t.*, s.nspname FROM pg_catalog.pg_type t JOIN space s ON s.oid = t.typnamespace
  WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND m.objid = t.oid)
), func AS (
  SELECT p.*, s.nspname FROM pg_catalog.pg_proc p JOIN space s ON s.oid = p.pronamespace
  WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND m.objid = p.oid)
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend i WHERE i.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass
      AND i.objid = p.oid AND i.deptype = 'i')
    AND p.prolang IN (SELECT l.oid FROM pg_catalog.pg_language l WHERE l.lanname NOT IN ('c', 'internal') OR p.prokind = 'a')
), col AS (
  SELECT a.*, r.relkind, r.relispartition, pg_catalog.pg_get_expr(d.adbin, d.adrelid) AS expression,
    pg_catalog.format('%I %s', a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod))
      || CASE WHEN a.attcollation <> 0 AND a.attcollation <> t.typcollation
         THEN ' COLLATE ' || (SELECT pg_catalog.format('%I.%I', cn.nspname, co.collname)
           FROM pg_catalog.pg_collation co JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace
           WHERE co.oid = a.attcollation) ELSE '' END AS declared
  FROM pg_catalog.pg_attribute a JOIN rel r ON r.oid = a.attrelid
  JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  WHERE a.attnum > 0 AND NOT a.attisdropped
), seq AS (
  SELECT r.oid, r.nspname, r.relname, r.relpersistence, q.seqstart, q.seqincrement,
    pg_catalog.format('START WITH %s INCREMENT BY %s MINVALUE %s MAXVALUE %s CACHE %s%s',
      q.seqstart, q.seqincrement, q.seqmin, q.seqmax, q.seqcache,
      CASE WHEN q.seqcycle THEN ' CYCLE' ELSE '' END) AS options,
    pg_catalog.format_type(q.seqtypid, NULL) AS type, o.refobjid AS owner, o.refobjsubid AS owner_column,
    o.deptype AS owned
  FROM rel r JOIN pg_catalog.pg_sequence q ON q.seqrelid = r.oid
  LEFT JOIN pg_catalog.pg_depend o ON o.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND o.objid = r.oid
    AND o.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND o.deptype IN ('a', 'i') AND o.refobjsubid > 0
)
SELECT 'pg_namespace', oid, 10, nspname, pg_catalog.format('CREATE SCHEMA %I;', nspname)
FROM space WHERE nspname <> 'public'
UNION ALL
SELECT 'pg_extension', e.oid, 15, extname,
  pg_catalog.format('CREATE EXTENSION IF NOT EXISTS %I WITH SCHEMA %I;', extname, n.nspname)
FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace WHERE extname <> 'plpgsql'
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
    FROM pg_catalog.pg_constraint k WHERE contypid = t.oid AND contype = 'c'), ''))
FROM typ t WHERE typtype = 'd'
UNION ALL
SELECT 'pg_type', t.oid, 20, nspname || '.' || typname, pg_catalog.format('CREATE TYPE %I.%I AS (%s);', nspname, typname,
  (SELECT pg_catalog.string_agg(declared, ', ' ORDER BY attnum) FROM col WHERE attrelid = t.typrelid))
FROM typ t JOIN pg_catalog.pg_class c ON c.oid = t.typrelid WHERE typtype = 'c' AND c.relkind = 'c'
UNION ALL
SELECT 'pg_type', t.oid, 20, nspname || '.' || typname, pg_catalog.format('CREATE TYPE %I.%I AS RANGE (SUBTYPE = %s%s, MULTIRANGE_TYPE_NAME = %s);',
  nspname, typname, pg_catalog.format_type(r.rngsubtype, NULL),
  CASE WHEN r.rngsubdiff <> 0 THEN ', SUBTYPE_DIFF = ' || r.rngsubdiff::text ELSE '' END,
  pg_catalog.format_type(r.rngmultitypid, NULL))
FROM typ t JOIN pg_catalog.pg_range r ON r.rngtypid = t.oid
UNION ALL
SELECT 'pg_proc', p.oid, 30, nspname || '.' || proname || pg_catalog.pg_get_function_identity_arguments(p.oid),
  pg_catalog.rtrim(pg_catalog.pg_get_functiondef(p.oid), E' \n') || ';'
FROM func p WHERE prokind <> 'a'
UNION ALL
SELECT 'pg_proc', p.oid, 31, nspname || '.' || proname || pg_catalog.pg_get_function_identity_arguments(p.oid),
  pg_catalog.format('CREATE AGGREGATE %I.%I(%s) (SFUNC = %s, STYPE = %s%s%s);', nspname, proname,
    CASE WHEN p.pronargs = 0 THEN '*' ELSE pg_catalog.pg_get_function_identity_arguments(p.oid) END,
    a.aggtransfn::text, pg_catalog.format_type(a.aggtranstype, NULL),
    CASE WHEN a.aggfinalfn <> 0 THEN ', FINALFUNC = ' || a.aggfinalfn::text ELSE '' END,
    coalesce(', INITCOND = ' || pg_catalog.quote_literal(a.agginitval), ''))
FROM func p JOIN pg_catalog.pg_aggregate a ON a.aggfnoid = p.oid
WHERE a.aggkind = 'n' AND a.aggsortop = 0 AND a.aggmtransfn = 0 AND a.aggcombinefn = 0
UNION ALL
SELECT 'pg_class', oid, 40, nspname || '.' || relname, pg_catalog.format('CREATE %sSEQUENCE %I.%I AS %s %s;',
  CASE relpersistence WHEN 'u' THEN 'UNLOGGED ' ELSE '' END, nspname, relname, type, options)
FROM seq WHERE owned IS DISTINCT FROM 'i'
UNION ALL
SELECT 'pg_class', r.oid, 50, r.nspname || '.' || r.relname, pg_catalog.format(E'CREATE %sTABLE %I.%I (%s)%s%s%s;',
  CASE relpersistence WHEN 'u' THEN 'UNLOGGED ' ELSE '' END, r.nspname, r.relname,
  (SELECT pg_catalog.string_agg(E'\n    ' || c.declared
    || CASE WHEN c.attgenerated <> '' THEN ' GENERATED ALWAYS AS (' || c.expression || CASE c.attgenerated WHEN 's' THEN ') STORED' ELSE ') VIRTUAL' END
       WHEN c.expression IS NOT NULL THEN ' DEFAULT ' || c.expression ELSE '' END
    || CASE WHEN c.attidentity <> '' THEN pg_catalog.format(' GENERATED %s AS IDENTITY (SEQUENCE NAME %I.%I %s)',
         CASE c.attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END, q.nspname, q.relname, q.options) ELSE '' END
    || CASE WHEN c.attnotnull THEN ' NOT NULL' ELSE '' END, ',' ORDER BY c.attnum)
   FROM col c LEFT JOIN seq q ON q.owner = c.attrelid AND q.owner_column = c.attnum AND q.owned = 'i'
   WHERE c.attrelid = r.oid AND (c.attislocal OR r.relispartition)) || CASE WHEN EXISTS (SELECT FROM col c WHERE c.attrelid = r.oid) THEN E'\n' ELSE '' END,
  (SELECT ' INHERITS (' || pg_catalog.string_agg(i.inhparent::pg_catalog.regclass::text, ', ' ORDER BY i.inhseqno) || ')'
    FROM pg_catalog.pg_inherits i WHERE i.inhrelid = r.oid AND NOT r.relispartition),
  CASE WHEN r.relkind = 'p' THEN ' PARTITION BY ' || pg_catalog.pg_get_partkeydef(r.oid) ELSE '' END,
  coalesce(' WITH (' || (SELECT pg_catalog.string_agg(o, ', ') FROM pg_catalog.unnest(r.reloptions) o) || ')', ''))
FROM rel r WHERE r.relkind IN ('r', 'p')
UNION ALL
SELECT 'pg_inherits', r.oid, 55, r.nspname || '.' || r.relname, pg_catalog.format('ALTER TABLE ONLY %s ATTACH PARTITION %I.%I %s;',
  i.inhparent::pg_catalog.regclass, r.nspname, r.relname, pg_catalog.pg_get_expr(r.relpartbound, r.oid))
FROM rel r JOIN pg_catalog.pg_inherits i ON i.inhrelid = r.oid WHERE r.relispartition AND r.relkind IN ('r', 'p')
UNION ALL
SELECT 'pg_sequence', q.oid, 57, q.nspname || '.' || q.relname, pg_catalog.format('ALTER SEQUENCE %I.%I OWNED BY %s.%I;', q.nspname, q.relname,
  q.owner::pg_catalog.regclass, a.attname)
FROM seq q JOIN pg_catalog.pg_attribute a ON a.attrelid = q.owner AND a.attnum = q.owner_column WHERE q.owned = 'a'
UNION ALL
SELECT 'pg_class', r.oid, 60, nspname || '.' || relname, pg_catalog.format(E'CREATE VIEW %I.%I%s AS\n%s', nspname, relname,
  coalesce(' WITH (' || (SELECT pg_catalog.string_agg(o, ', ') FROM pg_catalog.unnest(r.reloptions) o) || ')', ''), pg_catalog.pg_get_viewdef(r.oid))
FROM rel r WHERE relkind = 'v'
UNION ALL
SELECT 'pg_class', r.oid, 65, nspname || '.' || relname, pg_catalog.format(E'CREATE MATERIALIZED VIEW %I.%I AS\n%s\n  WITH NO DATA;', nspname, relname,
  pg_catalog.rtrim(pg_catalog.pg_get_viewdef(r.oid), ';'))
FROM rel r WHERE relkind = 'm'
UNION ALL
SELECT 'pg_constraint', k.oid, CASE k.contype WHEN 'c' THEN 200 WHEN 'f' THEN 240 ELSE 210 END, r.nspname || '.' || r.relname || '.' || k.conname,
  pg_catalog.format('ALTER TABLE %s%I.%I ADD CONSTRAINT %I %s;', CASE WHEN k.contype = 'c' OR r.relkind = 'p' THEN '' ELSE 'ONLY ' END,
    r.nspname, r.relname, k.conname, pg_catalog.pg_get_constraintdef(k.oid))
FROM pg_catalog.pg_constraint k JOIN rel r ON r.oid = k.conrelid
WHERE k.contype IN ('c', 'p', 'u', 'x', 'f') AND k.conparentid = 0 AND (k.contype <> 'c' OR k.coninhcount = 0)
UNION ALL
SELECT 'pg_class', x.oid, 220, x.nspname || '.' || x.relname, pg_catalog.regexp_replace(pg_catalog.pg_get_indexdef(x.oid), ' ON ONLY ', ' ON ') || ';'
FROM rel x JOIN pg_catalog.pg_index i ON i.indexrelid = x.oid
WHERE i.indislive AND NOT EXISTS (SELECT FROM pg_catalog.pg_inherits h WHERE h.inhrelid = x.oid)
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE k.conindid = x.oid AND k.contype IN ('p', 'u', 'x'))
UNION ALL
SELECT 'pg_statistic_ext', e.oid, 230, s.nspname || '.' || e.stxname, pg_catalog.pg_get_statisticsobjdef(e.oid) || ';'
FROM pg_catalog.pg_statistic_ext e JOIN space s ON s.oid = e.stxnamespace
UNION ALL
SELECT 'pg_rewrite', w.oid, 250, r.nspname || '.' || r.relname || '.' || w.rulename, pg_catalog.pg_get_ruledef(w.oid)
FROM pg_catalog.pg_rewrite w JOIN rel r ON r.oid = w.ev_class WHERE w.rulename <> '_RETURN'
UNION ALL
SELECT 'pg_trigger', g.oid, 260, r.nspname || '.' || r.relname || '.' || g.tgname, pg_catalog.pg_get_triggerdef(g.oid) || ';'
  || CASE g.tgenabled WHEN 'O' THEN '' ELSE pg_catalog.format(E'\nALTER TABLE %I.%I %s TRIGGER %I;', r.nspname, r.relname,
    CASE g.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END, g.tgname) END
FROM pg_catalog.pg_trigger g JOIN rel r ON r.oid = g.tgrelid WHERE NOT g.tgisinternal AND g.tgparentid = 0
UNION ALL
SELECT 'pg_policy', p.oid, 270, r.nspname || '.' || r.relname || '.' || p.polname, pg_catalog.format('CREATE POLICY %I ON %I.%I AS %s FOR %s TO %s%s%s;',
  p.polname, r.nspname, r.relname, CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
  CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
  (SELECT pg_catalog.string_agg(CASE o WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(o)) END, ', ') FROM pg_catalog.unnest(p.polroles) o),
  coalesce(' USING (' || pg_catalog.pg_get_expr(p.polqual, p.polrelid) || ')', ''), coalesce(' WITH CHECK (' || pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) || ')', ''))
FROM pg_catalog.pg_policy p JOIN rel r ON r.oid = p.polrelid
UNION ALL
SELECT 'row security', r.oid, 280, nspname || '.' || relname, pg_catalog.format('ALTER TABLE %I.%I ENABLE ROW LEVEL SECURITY;', nspname, relname)
  || CASE WHEN relforcerowsecurity THEN pg_catalog.format(E'\nALTER TABLE %I.%I FORCE ROW LEVEL SECURITY;', nspname, relname) ELSE '' END
FROM rel r WHERE relrowsecurity
UNION ALL
SELECT 'replica identity', r.oid, 285, r.nspname || '.' || r.relname, pg_catalog.format('ALTER TABLE ONLY %I.%I REPLICA IDENTITY %s;', r.nspname, r.relname,
  CASE r.relreplident WHEN 'n' THEN 'NOTHING' WHEN 'f' THEN 'FULL' ELSE 'USING INDEX ' || (SELECT pg_catalog.quote_ident(x.relname)
    FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid WHERE i.indrelid = r.oid AND i.indisreplident) END)
FROM rel r WHERE r.relkind IN ('r', 'p') AND r.relreplident <> 'd'
UNION ALL
SELECT 'refresh', r.oid, 290, nspname || '.' || relname, pg_catalog.format('REFRESH MATERIALIZED VIEW %I.%I;', nspname, relname)
FROM rel r WHERE relkind = 'm' AND relispopulated
UNION ALL
SELECT 'comment', d.objoid, 300, o.identity || o.type || d.objsubid, pg_catalog.format('COMMENT ON %s %s IS %L;',
  CASE WHEN o.type LIKE '% column' THEN 'COLUMN' WHEN o.type IN ('table constraint', 'domain constraint') THEN 'CONSTRAINT'
    WHEN o.type = 'composite type' THEN 'TYPE' WHEN o.type = 'statistics object' THEN 'STATISTICS' ELSE pg_catalog.upper(o.type) END,
  CASE WHEN o.type = 'domain constraint' THEN pg_catalog.regexp_replace(o.identity, ' on ', ' ON DOMAIN ') ELSE o.identity END, d.description)
FROM pg_catalog.pg_description d, pg_catalog.pg_identify_object(d.classoid, d.objoid, d.objsubid) o
WHERE d.objoid >= 16384 AND o.type NOT IN ('extension', 'event trigger', 'publication', 'server')
  AND NOT EXISTS (SELECT FROM member m WHERE m.classid = d.classoid AND m.objid = d.objoid)
UNION ALL
SELECT 'grant', p.oid, 310, nspname || '.' || proname || pg_catalog.pg_get_function_identity_arguments(p.oid),
  pg_catalog.format('REVOKE ALL ON ROUTINE %s FROM PUBLIC;', p.oid::pg_catalog.regprocedure)
FROM func p WHERE proacl IS NOT NULL AND NOT EXISTS (SELECT FROM pg_catalog.aclexplode(proacl) a WHERE a.grantee = 0)
UNION ALL
SELECT 'grant', r.oid, 310, nspname || '.' || relname || a.privilege_type, pg_catalog.format('GRANT %s ON %s %I.%I TO PUBLIC;', a.privilege_type,
  CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, nspname, relname)
FROM rel r, pg_catalog.aclexplode(r.relacl) a WHERE a.grantee = 0 AND relkind IN ('r', 'p', 'v', 'm', 'S')
UNION ALL
SELECT 'grant', n.oid, 310, n.nspname || a.privilege_type, pg_catalog.format('GRANT %s ON SCHEMA %I TO PUBLIC;', a.privilege_type, n.nspname)
FROM pg_catalog.pg_namespace n JOIN space s ON s.oid = n.oid, pg_catalog.aclexplode(n.nspacl) a WHERE a.grantee = 0 AND n.nspname <> 'public'
