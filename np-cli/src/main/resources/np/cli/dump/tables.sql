SELECT 'pg_class', oid, 40, nspname || '.' || relname, pg_catalog.format('CREATE %sSEQUENCE %I.%I AS %s %s;',
  CASE relpersistence WHEN 'u' THEN 'UNLOGGED ' ELSE '' END, nspname, relname, type, options)
FROM seq WHERE owned IS DISTINCT FROM 'i'
UNION ALL
SELECT 'pg_class', r.oid, 50, r.nspname || '.' || r.relname, pg_catalog.format(E'CREATE %sTABLE %I.%I%s%s%s%s%s%s;',
  CASE WHEN relkind = 'f' THEN 'FOREIGN ' WHEN relpersistence = 'u' THEN 'UNLOGGED ' ELSE '' END, r.nspname, r.relname,
  CASE WHEN r.reloftype <> 0 THEN ' OF ' || pg_catalog.format_type(r.reloftype, NULL) ELSE '' END,
  coalesce(' (' || (SELECT pg_catalog.string_agg(E'\n    '
      || CASE WHEN r.reloftype <> 0 THEN pg_catalog.quote_ident(c.attname) || ' WITH OPTIONS' ELSE c.declared END
      || coalesce(' OPTIONS (' || (SELECT pg_catalog.string_agg(pg_catalog.format('%I %L', option_name, option_value), ', ' ORDER BY option_name)
           FROM pg_catalog.pg_options_to_table(c.attfdwoptions)) || ')', '')
      || CASE WHEN c.attgenerated <> '' THEN ' GENERATED ALWAYS AS (' || c.expression || CASE c.attgenerated WHEN 's' THEN ') STORED' ELSE ') VIRTUAL' END
         WHEN c.expression IS NOT NULL THEN ' DEFAULT ' || c.expression ELSE '' END
      || CASE WHEN c.attidentity <> '' THEN pg_catalog.format(' GENERATED %s AS IDENTITY (SEQUENCE NAME %I.%I %s)',
           CASE c.attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END, q.nspname, q.relname, q.options) ELSE '' END
      || CASE WHEN c.attnotnull AND c.notnullvalid THEN c.notnullclause ELSE '' END, ',' ORDER BY c.attnum)
    FROM col c LEFT JOIN seq q ON q.owner = c.attrelid AND q.owner_column = c.attnum AND q.owned = 'i'
    WHERE c.attrelid = r.oid AND (c.attislocal OR r.relispartition)
      AND (r.reloftype = 0 OR c.attnotnull OR c.expression IS NOT NULL OR c.attidentity <> '')) || E'\n)',
    CASE WHEN r.reloftype <> 0 THEN '' ELSE ' ()' END),
  (SELECT ' INHERITS (' || pg_catalog.string_agg(i.inhparent::pg_catalog.regclass::text, ', ' ORDER BY i.inhseqno) || ')'
    FROM pg_catalog.pg_inherits i WHERE i.inhrelid = r.oid AND NOT r.relispartition),
  CASE WHEN r.relkind = 'p' THEN ' PARTITION BY ' || pg_catalog.pg_get_partkeydef(r.oid) ELSE '' END,
  (SELECT pg_catalog.format(' SERVER %I%s', s.srvname, coalesce(' OPTIONS (' || (
      SELECT pg_catalog.string_agg(pg_catalog.format('%I %L', option_name, option_value), ', ' ORDER BY option_name)
      FROM pg_catalog.pg_options_to_table(f.ftoptions)) || ')', ''))
    FROM pg_catalog.pg_foreign_table f JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver WHERE f.ftrelid = r.oid),
  ' WITH (' || (SELECT pg_catalog.string_agg(p || pg_catalog.split_part(o, '=', 1) || '='
        || pg_catalog.quote_literal(pg_catalog.substr(o, pg_catalog.strpos(o, '=') + 1)), ', ')
      FROM (SELECT '' AS p, o FROM pg_catalog.unnest(r.reloptions) o
        UNION ALL SELECT 'toast.', o FROM pg_catalog.pg_class x, pg_catalog.unnest(x.reloptions) o WHERE x.oid = r.reltoastrelid) all_options) || ')')
FROM rel r WHERE r.relkind IN ('r', 'p', 'f')
UNION ALL
-- What an inherited column has for itself: a default, no nulls.
SELECT 'column', c.attrelid, 52, c.nspname || '.' || c.relname || pg_catalog.to_char(c.attnum, '0000') || ' default',
  pg_catalog.format('ALTER TABLE ONLY %I.%I ALTER COLUMN %I %s;', c.nspname, c.relname, c.attname,
    coalesce('SET DEFAULT ' || c.expression, 'DROP DEFAULT'))
FROM col c JOIN LATERAL (SELECT p.* FROM pg_catalog.pg_inherits i JOIN col p ON p.attrelid = i.inhparent
  WHERE i.inhrelid = c.attrelid AND p.attname = c.attname ORDER BY i.inhseqno LIMIT 1) p ON true
WHERE c.relkind IN ('r', 'f') AND NOT c.attislocal AND NOT c.relispartition AND c.attgenerated = '' AND c.expression IS DISTINCT FROM p.expression
UNION ALL
SELECT 'column', c.attrelid, 52, c.nspname || '.' || c.relname || pg_catalog.to_char(c.attnum, '0000') || ' null',
  pg_catalog.format('ALTER TABLE ONLY %I.%I ALTER COLUMN %I SET NOT NULL;', c.nspname, c.relname, c.attname)
FROM col c WHERE c.relkind IN ('r', 'f') AND NOT c.attislocal AND NOT c.relispartition AND c.attnotnull AND c.notnullvalid
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_inherits i JOIN col p ON p.attrelid = i.inhparent
    WHERE i.inhrelid = c.attrelid AND p.attname = c.attname AND p.attnotnull)
UNION ALL
SELECT 'column', c.attrelid, 70, c.nspname || '.' || c.relname || pg_catalog.to_char(c.attnum, '0000') || what,
  pg_catalog.format('ALTER %sTABLE %s%I.%I ALTER COLUMN %I SET %s;',
    CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW ' WHEN 'f' THEN 'FOREIGN ' ELSE '' END, '', c.nspname, c.relname, c.attname, what)
FROM col c, LATERAL (
  SELECT 'STORAGE ' || CASE c.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END
  WHERE c.attstorage <> c.typstorage
  UNION ALL SELECT 'COMPRESSION ' || CASE c.attcompression WHEN 'l' THEN 'lz4' ELSE 'pglz' END WHERE c.attcompression <> ''
  UNION ALL SELECT 'STATISTICS ' || c.attstattarget WHERE coalesce(c.attstattarget, -1) >= 0
  UNION ALL SELECT '(' || pg_catalog.array_to_string(c.attoptions, ', ') || ')' WHERE c.attoptions IS NOT NULL
) w (what)
WHERE c.relkind IN ('r', 'p', 'f', 'm')
UNION ALL
SELECT 'column', c.attrelid, 70, c.nspname || '.' || c.relname || pg_catalog.to_char(c.attnum, '0000'),
  pg_catalog.format('ALTER VIEW %I.%I ALTER COLUMN %I SET DEFAULT %s;', c.nspname, c.relname, c.attname, c.expression)
FROM col c WHERE c.relkind = 'v' AND c.expression IS NOT NULL
UNION ALL
SELECT 'attach', r.oid, 55, r.nspname || '.' || r.relname, pg_catalog.format('ALTER TABLE ONLY %s ATTACH PARTITION %I.%I %s;',
  i.inhparent::pg_catalog.regclass, r.nspname, r.relname, pg_catalog.pg_get_expr(r.relpartbound, r.oid))
FROM rel r JOIN pg_catalog.pg_inherits i ON i.inhrelid = r.oid WHERE r.relispartition AND r.relkind IN ('r', 'p', 'f')
UNION ALL
SELECT 'owned by', q.oid, 57, q.nspname || '.' || q.relname, pg_catalog.format('ALTER SEQUENCE %I.%I OWNED BY %s.%I;', q.nspname, q.relname,
  q.owner::pg_catalog.regclass, a.attname)
FROM seq q JOIN pg_catalog.pg_attribute a ON a.attrelid = q.owner AND a.attnum = q.owner_column WHERE q.owned = 'a'
UNION ALL
SELECT 'unlogged', q.oid, 58, q.nspname || '.' || q.relname, pg_catalog.format('ALTER SEQUENCE %I.%I SET %s;', q.nspname, q.relname,
  CASE q.relpersistence WHEN 'u' THEN 'UNLOGGED' ELSE 'LOGGED' END)
FROM seq q JOIN rel r ON r.oid = q.owner WHERE q.owned = 'i' AND q.relpersistence <> r.relpersistence
UNION ALL
SELECT 'pg_class', r.oid, 60, nspname || '.' || relname, pg_catalog.format(E'CREATE VIEW %I.%I%s AS\n%s', nspname, relname,
  coalesce(' WITH (' || (SELECT pg_catalog.string_agg(pg_catalog.split_part(o, '=', 1) || '='
    || pg_catalog.quote_literal(pg_catalog.substr(o, pg_catalog.strpos(o, '=') + 1)), ', ')
    FROM pg_catalog.unnest(r.reloptions) o) || ')', ''), pg_catalog.pg_get_viewdef(r.oid))
FROM rel r WHERE relkind = 'v'
UNION ALL
SELECT 'pg_class', r.oid, 65, nspname || '.' || relname, pg_catalog.format(E'CREATE MATERIALIZED VIEW %I.%I%s AS\n%s\n  WITH NO DATA;', nspname, relname,
  coalesce(' WITH (' || (SELECT pg_catalog.string_agg(pg_catalog.split_part(o, '=', 1) || '='
    || pg_catalog.quote_literal(pg_catalog.substr(o, pg_catalog.strpos(o, '=') + 1)), ', ')
    FROM pg_catalog.unnest(r.reloptions) o) || ')', ''), pg_catalog.rtrim(pg_catalog.pg_get_viewdef(r.oid), ';'))
FROM rel r WHERE relkind = 'm'
