-- What everybody may do with large objects, and what is said of them: a statement each, in order.
SELECT statement FROM (
  SELECT l.oid, pg_catalog.format('GRANT %s ON LARGE OBJECT %s TO PUBLIC;', a.privilege_type, l.oid) AS statement
  FROM pg_catalog.pg_largeobject_metadata l, pg_catalog.aclexplode(l.lomacl) a WHERE a.grantee = 0
  UNION ALL
  SELECT l.oid, pg_catalog.format('COMMENT ON LARGE OBJECT %s IS %L;', l.oid, d.description)
  FROM pg_catalog.pg_largeobject_metadata l JOIN pg_catalog.pg_description d ON d.objoid = l.oid
    AND d.classoid = 'pg_catalog.pg_largeobject'::pg_catalog.regclass
) parts ORDER BY oid, statement
