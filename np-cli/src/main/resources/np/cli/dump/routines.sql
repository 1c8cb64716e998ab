SELECT 'pg_proc', p.oid, 30, nspname || '.' || proname || pg_catalog.pg_get_function_identity_arguments(p.oid),
  pg_catalog.rtrim(pg_catalog.pg_get_functiondef(p.oid), E' \n') || ';'
FROM func p WHERE prokind <> 'a'
UNION ALL
SELECT 'pg_proc', p.oid, 32, nspname || '.' || proname || pg_catalog.pg_get_function_identity_arguments(p.oid),
  pg_catalog.format('CREATE AGGREGATE %I.%I(%s) (SFUNC = %s, STYPE = %s', nspname, proname,
    CASE WHEN p.pronargs = 0 THEN '*' ELSE pg_catalog.pg_get_function_identity_arguments(p.oid) END,
    a.aggtransfn::text, pg_catalog.format_type(a.aggtranstype, NULL))
  || CASE WHEN a.aggtransspace <> 0 THEN ', SSPACE = ' || a.aggtransspace ELSE '' END
  || CASE WHEN a.aggfinalfn <> 0 THEN ', FINALFUNC = ' || a.aggfinalfn::text ELSE '' END
  || CASE WHEN a.aggfinalextra THEN ', FINALFUNC_EXTRA' ELSE '' END
  || CASE WHEN a.aggfinalmodify <> CASE a.aggkind WHEN 'n' THEN 'r' ELSE 'w' END::"char" THEN ', FINALFUNC_MODIFY = '
    || CASE a.aggfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END ELSE '' END
  || CASE WHEN a.aggcombinefn <> 0 THEN ', COMBINEFUNC = ' || a.aggcombinefn::text ELSE '' END
  || CASE WHEN a.aggserialfn <> 0 THEN ', SERIALFUNC = ' || a.aggserialfn::text || ', DESERIALFUNC = ' || a.aggdeserialfn::text ELSE '' END
  || coalesce(', INITCOND = ' || pg_catalog.quote_literal(a.agginitval), '')
  || CASE WHEN a.aggmtransfn <> 0 THEN ', MSFUNC = ' || a.aggmtransfn::text || ', MINVFUNC = ' || a.aggminvtransfn::text
    || ', MSTYPE = ' || pg_catalog.format_type(a.aggmtranstype, NULL)
    || CASE WHEN a.aggmtransspace <> 0 THEN ', MSSPACE = ' || a.aggmtransspace ELSE '' END
    || CASE WHEN a.aggmfinalfn <> 0 THEN ', MFINALFUNC = ' || a.aggmfinalfn::text ELSE '' END
    || CASE WHEN a.aggmfinalextra THEN ', MFINALFUNC_EXTRA' ELSE '' END
    || CASE WHEN a.aggmfinalmodify <> CASE a.aggkind WHEN 'n' THEN 'r' ELSE 'w' END::"char" THEN ', MFINALFUNC_MODIFY = '
      || CASE a.aggmfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END ELSE '' END
    || coalesce(', MINITCOND = ' || pg_catalog.quote_literal(a.aggminitval), '') ELSE '' END
  || coalesce((SELECT pg_catalog.format(', SORTOP = OPERATOR(%I.%s)', n.nspname, o.oprname) FROM pg_catalog.pg_operator o
    JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace WHERE o.oid = a.aggsortop), '')
  || CASE p.proparallel WHEN 's' THEN ', PARALLEL = SAFE' WHEN 'r' THEN ', PARALLEL = RESTRICTED' ELSE '' END
  || CASE WHEN a.aggkind = 'h' THEN ', HYPOTHETICAL' ELSE '' END || ');'
FROM func p JOIN pg_catalog.pg_aggregate a ON a.aggfnoid = p.oid
UNION ALL
SELECT 'pg_operator', o.oid, 31, s.nspname || '.' || oprname || oprleft || ' ' || oprright,
  pg_catalog.format('CREATE OPERATOR %I.%s (FUNCTION = %s', s.nspname, oprname, oprcode::text)
  || CASE WHEN oprleft <> 0 THEN ', LEFTARG = ' || pg_catalog.format_type(oprleft, NULL) ELSE '' END
  || ', RIGHTARG = ' || pg_catalog.format_type(oprright, NULL)
  || coalesce((SELECT pg_catalog.format(', COMMUTATOR = OPERATOR(%I.%s)', n.nspname, c.oprname) FROM pg_catalog.pg_operator c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.oprnamespace WHERE c.oid = o.oprcom), '')
  || coalesce((SELECT pg_catalog.format(', NEGATOR = OPERATOR(%I.%s)', n.nspname, c.oprname) FROM pg_catalog.pg_operator c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.oprnamespace WHERE c.oid = o.oprnegate), '')
  || CASE WHEN oprrest <> 0 THEN ', RESTRICT = ' || oprrest::text ELSE '' END
  || CASE WHEN oprjoin <> 0 THEN ', JOIN = ' || oprjoin::text ELSE '' END
  || CASE WHEN oprcanhash THEN ', HASHES' ELSE '' END || CASE WHEN oprcanmerge THEN ', MERGES' ELSE '' END || ');'
FROM pg_catalog.pg_operator o JOIN space s ON s.oid = o.oprnamespace
WHERE oprcode <> 0 AND NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_catalog.pg_operator'::pg_catalog.regclass AND m.objid = o.oid)
UNION ALL
SELECT 'pg_cast', c.oid, 33, pg_catalog.format_type(castsource, NULL) || ' ' || pg_catalog.format_type(casttarget, NULL),
  pg_catalog.format('CREATE CAST (%s AS %s) %s%s;', pg_catalog.format_type(castsource, NULL), pg_catalog.format_type(casttarget, NULL),
    CASE castmethod WHEN 'f' THEN 'WITH FUNCTION ' || castfunc::pg_catalog.regprocedure::text WHEN 'i' THEN 'WITH INOUT' ELSE 'WITHOUT FUNCTION' END,
    CASE castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' ELSE '' END)
FROM pg_catalog.pg_cast c
WHERE c.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
  WHERE d.deptype IN ('e', 'i') AND d.classid = 'pg_catalog.pg_cast'::pg_catalog.regclass AND d.objid = c.oid)
UNION ALL
SELECT 'pg_conversion', c.oid, 34, s.nspname || '.' || conname, pg_catalog.format('CREATE %sCONVERSION %I.%I FOR %L TO %L FROM %s;',
  CASE WHEN condefault THEN 'DEFAULT ' ELSE '' END, s.nspname, conname, pg_catalog.pg_encoding_to_char(conforencoding),
  pg_catalog.pg_encoding_to_char(contoencoding), conproc::text)
FROM pg_catalog.pg_conversion c JOIN space s ON s.oid = c.connamespace
WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_catalog.pg_conversion'::pg_catalog.regclass AND m.objid = c.oid)
UNION ALL
SELECT 'pg_ts_dict', d.oid, 35, s.nspname || '.' || dictname, pg_catalog.format('CREATE TEXT SEARCH DICTIONARY %I.%I (TEMPLATE = %I.%I%s);',
  s.nspname, dictname, n.nspname, t.tmplname, coalesce(', ' || dictinitoption, ''))
FROM pg_catalog.pg_ts_dict d JOIN space s ON s.oid = d.dictnamespace JOIN pg_catalog.pg_ts_template t ON t.oid = d.dicttemplate
JOIN pg_catalog.pg_namespace n ON n.oid = t.tmplnamespace
WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_catalog.pg_ts_dict'::pg_catalog.regclass AND m.objid = d.oid)
UNION ALL
SELECT 'pg_ts_config', c.oid, 36, s.nspname || '.' || cfgname,
  pg_catalog.format('CREATE TEXT SEARCH CONFIGURATION %I.%I (PARSER = %I.%I);', s.nspname, cfgname, n.nspname, p.prsname)
  || coalesce((SELECT pg_catalog.string_agg(pg_catalog.format(E'\nALTER TEXT SEARCH CONFIGURATION %I.%I ADD MAPPING FOR %s WITH %s;',
      s.nspname, cfgname, alias, dictionaries), '' ORDER BY tokid)
    FROM pg_catalog.ts_token_type(c.cfgparser) k JOIN (
      SELECT maptokentype, pg_catalog.string_agg(pg_catalog.format('%I.%I', dn.nspname, d.dictname), ', ' ORDER BY mapseqno) AS dictionaries
      FROM pg_catalog.pg_ts_config_map m JOIN pg_catalog.pg_ts_dict d ON d.oid = m.mapdict
      JOIN pg_catalog.pg_namespace dn ON dn.oid = d.dictnamespace WHERE m.mapcfg = c.oid GROUP BY maptokentype
    ) mapped ON mapped.maptokentype = k.tokid), '')
FROM pg_catalog.pg_ts_config c JOIN space s ON s.oid = c.cfgnamespace JOIN pg_catalog.pg_ts_parser p ON p.oid = c.cfgparser
JOIN pg_catalog.pg_namespace n ON n.oid = p.prsnamespace
WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_catalog.pg_ts_config'::pg_catalog.regclass AND m.objid = c.oid)
UNION ALL
SELECT 'pg_foreign_server', s.oid, 38, srvname, pg_catalog.format('CREATE SERVER %I%s%s FOREIGN DATA WRAPPER %I%s;', srvname,
  coalesce(' TYPE ' || pg_catalog.quote_literal(srvtype), ''), coalesce(' VERSION ' || pg_catalog.quote_literal(srvversion), ''), fdwname,
  coalesce(' OPTIONS (' || (SELECT pg_catalog.string_agg(pg_catalog.format('%I %L', option_name, option_value), ', ' ORDER BY option_name)
    FROM pg_catalog.pg_options_to_table(srvoptions)) || ')', ''))
FROM pg_catalog.pg_foreign_server s JOIN pg_catalog.pg_foreign_data_wrapper f ON f.oid = s.srvfdw
WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_catalog.pg_foreign_server'::pg_catalog.regclass AND m.objid = s.oid)
UNION ALL
SELECT 'pg_user_mapping', umid, 39, srvname || usename, pg_catalog.format('CREATE USER MAPPING FOR %s SERVER %I%s;',
  CASE umuser WHEN 0 THEN 'PUBLIC' ELSE 'CURRENT_USER' END, srvname,
  coalesce(' OPTIONS (' || (SELECT pg_catalog.string_agg(pg_catalog.format('%I %L', option_name, option_value), ', ' ORDER BY option_name)
    FROM pg_catalog.pg_options_to_table(umoptions)) || ')', ''))
FROM pg_catalog.pg_user_mappings WHERE umuser = 0 OR usename = CURRENT_USER
