SELECT 'pg_constraint', k.oid, CASE k.contype WHEN 'c' THEN 200 WHEN 'n' THEN 201 WHEN 'f' THEN 240 ELSE 210 END,
  r.nspname || '.' || r.relname || '.' || k.conname,
  pg_catalog.format('ALTER TABLE %s%I.%I ADD CONSTRAINT %I %s;',
    CASE WHEN k.contype IN ('p', 'u', 'x') OR (k.contype = 'f' AND r.relkind <> 'p') THEN 'ONLY ' ELSE '' END,
    r.nspname, r.relname, k.conname, pg_catalog.pg_get_constraintdef(k.oid))
FROM pg_catalog.pg_constraint k JOIN rel r ON r.oid = k.conrelid
WHERE (k.contype IN ('p', 'u', 'x') OR k.conparentid = 0) AND (
  k.contype IN ('p', 'u', 'x', 'f')
  OR (k.contype = 'c' AND k.conislocal AND (k.coninhcount = 0 OR NOT r.relispartition))
  OR (k.contype = 'n' AND NOT k.convalidated AND k.conislocal))
UNION ALL
SELECT 'pg_class', x.oid, 220, x.nspname || '.' || x.relname, pg_catalog.pg_get_indexdef(x.oid) || ';'
FROM rel x JOIN pg_catalog.pg_index i ON i.indexrelid = x.oid
WHERE i.indislive AND (i.indisvalid OR x.relkind = 'I')
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE k.conindid = x.oid AND k.contype IN ('p', 'u', 'x'))
UNION ALL
SELECT 'attach index', x.oid, 225, x.nspname || '.' || x.relname,
  pg_catalog.format('ALTER INDEX %s ATTACH PARTITION %I.%I;', h.inhparent::pg_catalog.regclass, x.nspname, x.relname)
FROM rel x JOIN pg_catalog.pg_inherits h ON h.inhrelid = x.oid WHERE x.relkind IN ('i', 'I')
UNION ALL
SELECT 'index column', x.oid, 226, x.nspname || '.' || x.relname || pg_catalog.to_char(a.attnum, '0000'),
  pg_catalog.format('ALTER INDEX %I.%I ALTER COLUMN %s SET STATISTICS %s;', x.nspname, x.relname, a.attnum, a.attstattarget)
FROM rel x JOIN pg_catalog.pg_attribute a ON a.attrelid = x.oid WHERE x.relkind IN ('i', 'I') AND coalesce(a.attstattarget, -1) >= 0
UNION ALL
SELECT 'pg_statistic_ext', e.oid, 230, s.nspname || '.' || e.stxname, pg_catalog.pg_get_statisticsobjdef(e.oid) || ';'
  || CASE WHEN coalesce(e.stxstattarget, -1) >= 0
    THEN pg_catalog.format(E'\nALTER STATISTICS %I.%I SET STATISTICS %s;', s.nspname, e.stxname, e.stxstattarget) ELSE '' END
FROM pg_catalog.pg_statistic_ext e JOIN space s ON s.oid = e.stxnamespace
UNION ALL
SELECT 'cluster', r.oid, 286, r.nspname || '.' || r.relname, pg_catalog.format('ALTER TABLE %I.%I CLUSTER ON %I;', r.nspname, r.relname, x.relname)
FROM rel r JOIN pg_catalog.pg_index i ON i.indrelid = r.oid AND i.indisclustered JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
UNION ALL
SELECT 'replica identity', r.oid, 285, r.nspname || '.' || r.relname, pg_catalog.format('ALTER TABLE ONLY %I.%I REPLICA IDENTITY %s;', r.nspname, r.relname,
  CASE r.relreplident WHEN 'n' THEN 'NOTHING' WHEN 'f' THEN 'FULL' ELSE 'USING INDEX ' || (SELECT pg_catalog.quote_ident(x.relname)
    FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid WHERE i.indrelid = r.oid AND i.indisreplident) END)
FROM rel r WHERE r.relkind IN ('r', 'p') AND r.relreplident <> 'd'
