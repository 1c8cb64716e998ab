-- What the queries for objects have in common; each gives: class, oid, rank, name to sort by, statement.
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
  SELECT a.*, r.relkind, r.relispartition, r.nspname, r.relname, pg_catalog.pg_get_expr(d.adbin, d.adrelid) AS expression,
    t.typstorage, k.conname AS notnull, coalesce(k.convalidated, true) AS notnullvalid,
    CASE WHEN k.conname IS NULL OR k.conname = r.relname || '_' || a.attname || '_not_null' THEN ' NOT NULL'
      ELSE pg_catalog.format(' CONSTRAINT %I NOT NULL', k.conname) END
      || CASE WHEN k.connoinherit THEN ' NO INHERIT' ELSE '' END AS notnullclause,
    pg_catalog.format('%I %s', a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod))
      || CASE WHEN a.attcollation <> 0 AND a.attcollation <> t.typcollation
         THEN ' COLLATE ' || (SELECT pg_catalog.format('%I.%I', cn.nspname, co.collname)
           FROM pg_catalog.pg_collation co JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace
           WHERE co.oid = a.attcollation) ELSE '' END AS declared
  FROM pg_catalog.pg_attribute a JOIN rel r ON r.oid = a.attrelid
  JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  LEFT JOIN pg_catalog.pg_constraint k ON k.conrelid = a.attrelid AND k.contype = 'n' AND k.conkey = ARRAY[a.attnum]
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
