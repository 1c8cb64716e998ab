-- What np does not write: whose it is (object, role, place), and a line in the words of PostgreSQL.
WITH made (classid, objid) AS (
  SELECT 'pg_catalog.pg_opclass'::pg_catalog.regclass, oid FROM pg_catalog.pg_opclass
  UNION ALL SELECT 'pg_catalog.pg_opfamily'::pg_catalog.regclass, oid FROM pg_catalog.pg_opfamily
  UNION ALL SELECT 'pg_catalog.pg_ts_parser'::pg_catalog.regclass, oid FROM pg_catalog.pg_ts_parser
  UNION ALL SELECT 'pg_catalog.pg_ts_template'::pg_catalog.regclass, oid FROM pg_catalog.pg_ts_template
  UNION ALL SELECT 'pg_catalog.pg_language'::pg_catalog.regclass, oid FROM pg_catalog.pg_language
  UNION ALL SELECT 'pg_catalog.pg_transform'::pg_catalog.regclass, oid FROM pg_catalog.pg_transform
  UNION ALL SELECT 'pg_catalog.pg_am'::pg_catalog.regclass, oid FROM pg_catalog.pg_am
  UNION ALL SELECT 'pg_catalog.pg_foreign_data_wrapper'::pg_catalog.regclass, oid FROM pg_catalog.pg_foreign_data_wrapper
  UNION ALL SELECT 'pg_catalog.pg_event_trigger'::pg_catalog.regclass, oid FROM pg_catalog.pg_event_trigger
  UNION ALL SELECT 'pg_catalog.pg_publication'::pg_catalog.regclass, p.oid FROM pg_catalog.pg_publication p
    WHERE puballtables OR EXISTS (SELECT FROM pg_catalog.pg_publication_namespace n WHERE n.pnpubid = p.oid)
  UNION ALL SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_am a ON a.oid = c.relam
    WHERE c.relkind IN ('r', 'm') AND a.amname <> 'heap'
  UNION ALL SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, i.indexrelid FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
    WHERE c.relkind = 'i' AND NOT (i.indislive AND i.indisvalid)
  UNION ALL SELECT 'pg_catalog.pg_proc'::pg_catalog.regclass, p.oid FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_language l ON l.oid = p.prolang
    WHERE l.lanname IN ('c', 'internal') AND p.prokind <> 'a'
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend i WHERE i.objid = p.oid AND i.deptype = 'i' AND i.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass)
  UNION ALL SELECT 'pg_catalog.pg_type'::pg_catalog.regclass, oid FROM pg_catalog.pg_type t WHERE typtype = 'b' AND typelem = 0 OR NOT typisdefined
  UNION ALL SELECT 'pg_catalog.pg_type'::pg_catalog.regclass, rngtypid FROM pg_catalog.pg_range WHERE rngcanonical <> 0
), acl (grantee, owner) AS (
  SELECT a.grantee, relowner FROM pg_catalog.pg_class c, pg_catalog.aclexplode(c.relacl) a WHERE c.oid >= 16384
  UNION ALL SELECT a.grantee, relowner FROM pg_catalog.pg_attribute t JOIN pg_catalog.pg_class c ON c.oid = t.attrelid,
    pg_catalog.aclexplode(t.attacl) a WHERE c.oid >= 16384
  UNION ALL SELECT a.grantee, proowner FROM pg_catalog.pg_proc p, pg_catalog.aclexplode(p.proacl) a WHERE p.oid >= 16384
  UNION ALL SELECT a.grantee, typowner FROM pg_catalog.pg_type t, pg_catalog.aclexplode(t.typacl) a WHERE t.oid >= 16384
  UNION ALL SELECT a.grantee, nspowner FROM pg_catalog.pg_namespace n, pg_catalog.aclexplode(n.nspacl) a WHERE n.oid >= 16384 OR n.nspname = 'public'
  UNION ALL SELECT a.grantee, srvowner FROM pg_catalog.pg_foreign_server s, pg_catalog.aclexplode(s.srvacl) a
  UNION ALL SELECT a.grantee, lomowner FROM pg_catalog.pg_largeobject_metadata l, pg_catalog.aclexplode(l.lomacl) a
  UNION ALL SELECT a.grantee, defaclrole FROM pg_catalog.pg_default_acl d, pg_catalog.aclexplode(d.defaclacl) a
), owned (owner) AS (
  SELECT relowner FROM pg_catalog.pg_class WHERE oid >= 16384 AND relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
  UNION ALL SELECT proowner FROM pg_catalog.pg_proc WHERE oid >= 16384
  UNION ALL SELECT nspowner FROM pg_catalog.pg_namespace WHERE oid >= 16384
)
SELECT 'object', o.type || ' ' || o.identity FROM made m, pg_catalog.pg_identify_object(m.classid, m.objid, 0) o
WHERE m.objid >= 16384 AND coalesce(o.schema, '') !~ '^pg_'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e WHERE e.deptype IN ('e', 'i') AND e.classid = m.classid AND e.objid = m.objid)
UNION ALL
SELECT 'role', pg_catalog.format('privileges of the role %I on %s %s', pg_catalog.pg_get_userbyid(grantee), pg_catalog.count(*),
  CASE pg_catalog.count(*) WHEN 1 THEN 'object' ELSE 'objects' END)
FROM acl WHERE grantee <> 0 AND grantee <> owner AND grantee >= 16384 GROUP BY grantee
UNION ALL
SELECT 'role', pg_catalog.format('that the role %2$I owns %1$s %3$s', pg_catalog.count(*),
  pg_catalog.pg_get_userbyid(owner), CASE pg_catalog.count(*) WHEN 1 THEN 'object' ELSE 'objects' END)
FROM owned WHERE pg_catalog.pg_get_userbyid(owner) <> CURRENT_USER AND owner >= 16384 GROUP BY owner
UNION ALL
SELECT 'role', pg_catalog.format('the mapping of user %I to server %I', usename, srvname)
FROM pg_catalog.pg_user_mappings WHERE umuser <> 0 AND usename <> CURRENT_USER
UNION ALL
SELECT 'role', 'settings of the role ' || pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(setrole)) FROM pg_catalog.pg_db_role_setting
WHERE setrole <> 0 AND setdatabase = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
UNION ALL
SELECT 'place', 'rows that extension ' || extname || ' keeps in ' || c::pg_catalog.regclass::text FROM pg_catalog.pg_extension, pg_catalog.unnest(extconfig) c
UNION ALL
SELECT 'place', 'settings of the database: ' || pg_catalog.array_to_string(setconfig, ', ') FROM pg_catalog.pg_db_role_setting
WHERE setrole = 0 AND setdatabase = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
UNION ALL
SELECT 'place', 'the comment on the database: ' || description FROM pg_catalog.pg_shdescription
WHERE classoid = 'pg_catalog.pg_database'::pg_catalog.regclass
  AND objoid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
UNION ALL
SELECT 'place', 'subscription ' || subname FROM pg_catalog.pg_subscription
WHERE subdbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
UNION ALL
SELECT 'place', 'that ' || c.oid::pg_catalog.regclass::text || ' is in tablespace ' || t.spcname
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_tablespace t ON t.oid = c.reltablespace WHERE c.oid >= 16384
UNION ALL
SELECT 'place', pg_catalog.format('security label of %s on %s', provider, pg_catalog.pg_describe_object(classoid, objoid, objsubid)) FROM pg_catalog.pg_seclabel
ORDER BY 1, 2
