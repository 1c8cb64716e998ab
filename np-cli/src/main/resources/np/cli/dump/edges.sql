-- What must come before what: class and oid, and class and oid of the one before. Parts stand for their whole.
WITH home (classid, objid, homeclass, home) AS (
  SELECT 'pg_catalog.pg_rewrite'::pg_catalog.regclass::oid, oid, 'pg_catalog.pg_class'::pg_catalog.regclass::oid, ev_class
  FROM pg_catalog.pg_rewrite WHERE rulename = '_RETURN'
  UNION ALL SELECT 'pg_catalog.pg_attrdef'::pg_catalog.regclass, oid, 'pg_catalog.pg_class'::pg_catalog.regclass, adrelid FROM pg_catalog.pg_attrdef
  UNION ALL SELECT 'pg_catalog.pg_constraint'::pg_catalog.regclass, oid, 'pg_catalog.pg_type'::pg_catalog.regclass, contypid
  FROM pg_catalog.pg_constraint WHERE contypid <> 0
  UNION ALL SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, k.conindid, 'pg_catalog.pg_constraint'::pg_catalog.regclass, k.oid
  FROM pg_catalog.pg_constraint k WHERE k.contype IN ('p', 'u', 'x')
  UNION ALL SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, c.oid, 'pg_catalog.pg_type'::pg_catalog.regclass, c.reltype
  FROM pg_catalog.pg_class c WHERE c.relkind = 'c'
  UNION ALL SELECT 'pg_catalog.pg_type'::pg_catalog.regclass, t.oid, 'pg_catalog.pg_class'::pg_catalog.regclass, t.typrelid
  FROM pg_catalog.pg_type t JOIN pg_catalog.pg_class c ON c.oid = t.typrelid WHERE c.relkind <> 'c'
  UNION ALL SELECT 'pg_catalog.pg_type'::pg_catalog.regclass, e.typarray,
    CASE WHEN c.relkind <> 'c' THEN 'pg_catalog.pg_class'::pg_catalog.regclass ELSE 'pg_catalog.pg_type'::pg_catalog.regclass END,
    CASE WHEN c.relkind <> 'c' THEN e.typrelid ELSE e.oid END
  FROM pg_catalog.pg_type e LEFT JOIN pg_catalog.pg_class c ON c.oid = e.typrelid WHERE e.typarray <> 0
  UNION ALL SELECT 'pg_catalog.pg_type'::pg_catalog.regclass, rngmultitypid, 'pg_catalog.pg_type'::pg_catalog.regclass, rngtypid FROM pg_catalog.pg_range
)
SELECT DISTINCT coalesce(a.homeclass, d.classid)::pg_catalog.regclass::text, coalesce(a.home, d.objid),
  coalesce(b.homeclass, d.refclassid)::pg_catalog.regclass::text, coalesce(b.home, d.refobjid)
FROM pg_catalog.pg_depend d
LEFT JOIN home a ON a.classid = d.classid AND a.objid = d.objid
LEFT JOIN home b ON b.classid = d.refclassid AND b.objid = d.refobjid
WHERE d.deptype IN ('n', 'a', 'i', 'x') AND (d.objid >= 16384 OR d.refobjid >= 16384)
  AND NOT (d.deptype IN ('a', 'i') AND d.refobjsubid > 0 AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
    AND EXISTS (SELECT FROM pg_catalog.pg_class s WHERE s.oid = d.objid AND s.relkind = 'S'))
