SELECT 'pg_rewrite', w.oid, 250, r.nspname || '.' || r.relname || '.' || w.rulename, pg_catalog.pg_get_ruledef(w.oid)
  || CASE w.ev_enabled WHEN 'O' THEN '' ELSE pg_catalog.format(E'\nALTER TABLE %I.%I %s RULE %I;', r.nspname, r.relname,
    CASE w.ev_enabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END, w.rulename) END
FROM pg_catalog.pg_rewrite w JOIN rel r ON r.oid = w.ev_class WHERE w.rulename <> '_RETURN'
UNION ALL
SELECT 'pg_trigger', g.oid, 260, r.nspname || '.' || r.relname || '.' || g.tgname, pg_catalog.pg_get_triggerdef(g.oid) || ';'
  || CASE g.tgenabled WHEN 'O' THEN '' ELSE pg_catalog.format(E'\nALTER TABLE ONLY %I.%I %s TRIGGER %I;', r.nspname, r.relname,
    CASE g.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END, g.tgname) END
FROM pg_catalog.pg_trigger g JOIN rel r ON r.oid = g.tgrelid WHERE NOT g.tgisinternal AND g.tgparentid = 0
UNION ALL
-- The trigger of a partition comes from its parent's; only whether it is on may differ.
SELECT 'trigger', g.tgrelid, 265, r.nspname || '.' || r.relname || '.' || g.tgname, pg_catalog.format('ALTER TABLE ONLY %I.%I %s TRIGGER %I;', r.nspname, r.relname,
  CASE g.tgenabled WHEN 'O' THEN 'ENABLE' WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END, g.tgname)
FROM pg_catalog.pg_trigger g JOIN rel r ON r.oid = g.tgrelid
WHERE NOT g.tgisinternal AND g.tgparentid <> 0 AND (g.tgenabled <> 'O' OR EXISTS (
  SELECT FROM pg_catalog.pg_trigger p WHERE p.oid = g.tgparentid AND p.tgenabled <> g.tgenabled))
UNION ALL
SELECT 'pg_policy', p.oid, 270, r.nspname || '.' || r.relname || '.' || p.polname, pg_catalog.format('CREATE POLICY %I ON %I.%I AS %s FOR %s TO %s%s%s;',
  p.polname, r.nspname, r.relname, CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
  CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
  (SELECT pg_catalog.string_agg(CASE o WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(o)) END, ', ') FROM pg_catalog.unnest(p.polroles) o),
  coalesce(' USING (' || pg_catalog.pg_get_expr(p.polqual, p.polrelid) || ')', ''), coalesce(' WITH CHECK (' || pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) || ')', ''))
FROM pg_catalog.pg_policy p JOIN rel r ON r.oid = p.polrelid
UNION ALL
SELECT 'row security', r.oid, 280, nspname || '.' || relname,
  CASE WHEN relrowsecurity THEN pg_catalog.format('ALTER TABLE %I.%I ENABLE ROW LEVEL SECURITY;', nspname, relname) ELSE '' END
  || CASE WHEN relrowsecurity AND relforcerowsecurity THEN E'\n' ELSE '' END
  || CASE WHEN relforcerowsecurity THEN pg_catalog.format('ALTER TABLE ONLY %I.%I FORCE ROW LEVEL SECURITY;', nspname, relname) ELSE '' END
FROM rel r WHERE relrowsecurity OR relforcerowsecurity
UNION ALL
SELECT 'refresh', r.oid, 290, nspname || '.' || relname, pg_catalog.format('REFRESH MATERIALIZED VIEW %I.%I;', nspname, relname)
FROM rel r WHERE relkind = 'm' AND relispopulated
UNION ALL
SELECT 'pg_publication', p.oid, 295, pubname, pg_catalog.format('CREATE PUBLICATION %I WITH (publish = %L%s%s);', pubname,
  pg_catalog.concat_ws(', ', CASE WHEN pubinsert THEN 'insert' END, CASE WHEN pubupdate THEN 'update' END,
    CASE WHEN pubdelete THEN 'delete' END, CASE WHEN pubtruncate THEN 'truncate' END),
  CASE WHEN pubviaroot THEN ', publish_via_partition_root = true' ELSE '' END,
  CASE WHEN pg_catalog.to_jsonb(p) ->> 'pubgencols' = 's' THEN ', publish_generated_columns = stored' ELSE '' END)
FROM pg_catalog.pg_publication p
WHERE NOT puballtables AND NOT EXISTS (SELECT FROM pg_catalog.pg_publication_namespace n WHERE n.pnpubid = p.oid)
UNION ALL
SELECT 'pg_publication_rel', t.oid, 296, p.pubname || r.nspname || '.' || r.relname,
  pg_catalog.format('ALTER PUBLICATION %I ADD TABLE ONLY %I.%I%s%s;', p.pubname, r.nspname, r.relname,
    coalesce(' (' || (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM pg_catalog.pg_attribute a
      WHERE a.attrelid = r.oid AND a.attnum = ANY (t.prattrs)) || ')', ''),
    coalesce(' WHERE (' || pg_catalog.pg_get_expr(t.prqual, t.prrelid) || ')', ''))
FROM pg_catalog.pg_publication_rel t JOIN pg_catalog.pg_publication p ON p.oid = t.prpubid JOIN rel r ON r.oid = t.prrelid
WHERE NOT puballtables AND NOT EXISTS (SELECT FROM pg_catalog.pg_publication_namespace n WHERE n.pnpubid = p.oid)
UNION ALL
SELECT 'comment', d.objoid, 300, o.identity || o.type || d.objsubid, pg_catalog.format('COMMENT ON %s %s IS %L;',
  CASE WHEN o.type LIKE '% column' THEN 'COLUMN' WHEN o.type IN ('table constraint', 'domain constraint') THEN 'CONSTRAINT'
    WHEN o.type = 'composite type' THEN 'TYPE' WHEN o.type = 'statistics object' THEN 'STATISTICS' ELSE pg_catalog.upper(o.type) END,
  CASE WHEN o.type = 'domain constraint' THEN pg_catalog.regexp_replace(o.identity, ' on ', ' ON DOMAIN ')
    WHEN o.type = 'aggregate' THEN pg_catalog.regexp_replace(o.identity, '\(\)$', '(*)') ELSE o.identity END, d.description)
FROM pg_catalog.pg_description d, pg_catalog.pg_identify_object(d.classoid, d.objoid, d.objsubid) o
WHERE (d.objoid >= 16384 OR (o.type = 'schema' AND o.identity = 'public' AND d.description <> 'standard public schema'))
  AND o.type NOT IN ('extension', 'event trigger', 'language', 'foreign-data wrapper', 'access method', 'operator class', 'operator family',
    'text search parser', 'text search template', 'transform', 'large object')
  AND coalesce(o.schema, '') !~ '^pg_' AND o.identity !~ ' on pg_temp'
  AND NOT EXISTS (SELECT FROM member m WHERE m.classid = d.classoid AND m.objid = d.objoid)
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_publication p WHERE p.oid = d.objoid AND d.classoid = 'pg_catalog.pg_publication'::pg_catalog.regclass
    AND (puballtables OR EXISTS (SELECT FROM pg_catalog.pg_publication_namespace n WHERE n.pnpubid = p.oid)))
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_language l ON l.oid = p.prolang
    WHERE p.oid = d.objoid AND d.classoid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND l.lanname IN ('c', 'internal') AND p.prokind <> 'a')
