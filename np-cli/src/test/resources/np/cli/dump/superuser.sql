SET client_min_messages = error;
CREATE EXTENSION postgres_fdw;
CREATE SERVER elsewhere TYPE 'pg' VERSION '15' FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'db.example.com', dbname 'it''s');
CREATE USER MAPPING FOR PUBLIC SERVER elsewhere OPTIONS (user 'reader');
CREATE USER MAPPING FOR CURRENT_USER SERVER elsewhere OPTIONS (user 'me', password 'p''w');
CREATE FOREIGN TABLE public.there (a integer OPTIONS (column_name 'A') NOT NULL, b text DEFAULT 'x')
  SERVER elsewhere OPTIONS (schema_name 'public', table_name 'T');
COMMENT ON FOREIGN TABLE public.there IS 'not here';
COMMENT ON SERVER elsewhere IS 'far';
GRANT USAGE ON FOREIGN SERVER elsewhere TO PUBLIC;
GRANT SELECT ON public.there TO PUBLIC;
CREATE TABLE public.parts (a integer NOT NULL, b text) PARTITION BY LIST (a);
CREATE FOREIGN TABLE public.far_part PARTITION OF public.parts FOR VALUES IN (1) SERVER elsewhere;
CREATE AGGREGATE public.middle(float8 ORDER BY anyelement) (SFUNC = ordered_set_transition, STYPE = internal,
  FINALFUNC = percentile_disc_final, FINALFUNC_EXTRA);
