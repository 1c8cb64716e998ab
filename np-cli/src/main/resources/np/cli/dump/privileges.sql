SELECT 'grant', p.oid, 310, nspname || '.' || proname || pg_catalog.pg_get_function_identity_arguments(p.oid),
  pg_catalog.format('REVOKE ALL ON ROUTINE %s FROM PUBLIC;', p.oid::pg_catalog.regprocedure)
FROM func p WHERE proacl IS NOT NULL AND NOT EXISTS (SELECT FROM pg_catalog.aclexplode(proacl) a WHERE a.grantee = 0)
UNION ALL
SELECT 'grant', t.oid, 310, nspname || '.' || typname, pg_catalog.format('REVOKE ALL ON TYPE %I.%I FROM PUBLIC;', nspname, typname)
FROM typ t LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
WHERE (typtype IN ('e', 'd', 'r') OR (typtype = 'c' AND c.relkind = 'c')) AND typacl IS NOT NULL
  AND NOT EXISTS (SELECT FROM pg_catalog.aclexplode(typacl) a WHERE a.grantee = 0)
UNION ALL
SELECT 'grant', r.oid, 310, nspname || '.' || relname || a.privilege_type, pg_catalog.format('GRANT %s ON %s %I.%I TO PUBLIC;', a.privilege_type,
  CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, nspname, relname)
FROM rel r, pg_catalog.aclexplode(r.relacl) a WHERE a.grantee = 0 AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
UNION ALL
SELECT 'grant', c.attrelid, 310, c.nspname || '.' || c.relname || pg_catalog.to_char(c.attnum, '0000') || a.privilege_type,
  pg_catalog.format('GRANT %s (%I) ON TABLE %I.%I TO PUBLIC;', a.privilege_type, c.attname, c.nspname, c.relname)
FROM col c, pg_catalog.aclexplode(c.attacl) a WHERE a.grantee = 0
UNION ALL
SELECT 'grant', n.oid, 310, n.nspname || a.privilege_type, pg_catalog.format('GRANT %s ON SCHEMA %I TO PUBLIC;', a.privilege_type, n.nspname)
FROM pg_catalog.pg_namespace n JOIN space s ON s.oid = n.oid, pg_catalog.aclexplode(n.nspacl) a
WHERE a.grantee = 0 AND (n.nspname <> 'public' OR a.privilege_type <> 'USAGE')
UNION ALL
SELECT 'grant', n.oid, 310, n.nspname, pg_catalog.format('REVOKE ALL ON SCHEMA %I FROM PUBLIC;', n.nspname)
FROM pg_catalog.pg_namespace n WHERE n.nspname = 'public' AND nspacl IS NOT NULL
  AND NOT EXISTS (SELECT FROM pg_catalog.aclexplode(nspacl) a WHERE a.grantee = 0 AND a.privilege_type = 'USAGE')
UNION ALL
SELECT 'grant', f.oid, 310, srvname, pg_catalog.format('GRANT USAGE ON FOREIGN SERVER %I TO PUBLIC;', srvname)
FROM pg_catalog.pg_foreign_server f, pg_catalog.aclexplode(f.srvacl) a WHERE a.grantee = 0
UNION ALL
-- What everybody may do with what is made later.
SELECT 'default privileges', d.oid, 320, coalesce(n.nspname, '') || d.defaclobjtype::text || a.privilege_type,
  pg_catalog.format('ALTER DEFAULT PRIVILEGES%s GRANT %s ON %s TO PUBLIC;', coalesce(' IN SCHEMA ' || pg_catalog.quote_ident(n.nspname), ''), a.privilege_type,
    CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS' WHEN 'T' THEN 'TYPES' WHEN 'n' THEN 'SCHEMAS' ELSE 'LARGE OBJECTS' END)
FROM pg_catalog.pg_default_acl d LEFT JOIN pg_catalog.pg_namespace n ON n.oid = d.defaclnamespace, pg_catalog.aclexplode(d.defaclacl) a
WHERE a.grantee = 0 AND pg_catalog.pg_get_userbyid(d.defaclrole) = CURRENT_USER AND (d.defaclnamespace <> 0 OR d.defaclobjtype NOT IN ('f', 'T'))
UNION ALL
SELECT 'default privileges', d.oid, 320, d.defaclobjtype::text,
  pg_catalog.format('ALTER DEFAULT PRIVILEGES REVOKE ALL ON %s FROM PUBLIC;', CASE d.defaclobjtype WHEN 'f' THEN 'FUNCTIONS' ELSE 'TYPES' END)
FROM pg_catalog.pg_default_acl d
WHERE d.defaclnamespace = 0 AND d.defaclobjtype IN ('f', 'T') AND pg_catalog.pg_get_userbyid(d.defaclrole) = CURRENT_USER
  AND NOT EXISTS (SELECT FROM pg_catalog.aclexplode(d.defaclacl) a WHERE a.grantee = 0)
