SET client_min_messages = error;
CREATE EXTENSION pg_trgm;
CREATE SCHEMA app;
CREATE SCHEMA "We""ird
name";
CREATE EXTENSION citext WITH SCHEMA app;
CREATE TYPE app.mood AS ENUM ('sad', 'it''s ok', 'happy');
CREATE TYPE app.pair AS (a integer, b text COLLATE "C");
CREATE DOMAIN app.email AS text DEFAULT 'nobody@example.com' NOT NULL
  CONSTRAINT has_at CHECK (VALUE ~ '@');
CREATE TYPE app.span AS RANGE (SUBTYPE = numeric, MULTIRANGE_TYPE_NAME = app.spans);
CREATE FUNCTION app.twice(x integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'select x * 2; -- ''; \! no';
CREATE FUNCTION app.body(x integer) RETURNS integer LANGUAGE sql IMMUTABLE
  BEGIN ATOMIC SELECT CASE WHEN x > 1 THEN 1 ELSE 2 END; END;
CREATE PROCEDURE app.noop() LANGUAGE plpgsql AS $_$ BEGIN PERFORM $$x$$; END $_$;
REVOKE ALL ON FUNCTION app.twice(integer) FROM PUBLIC;
CREATE AGGREGATE app.total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0');
CREATE SEQUENCE app.tickets START 5 INCREMENT 3 MAXVALUE 1000 CYCLE;
SELECT setval('app.tickets', 11, false);
CREATE TABLE app.users (
  id serial PRIMARY KEY,
  public_id bigint GENERATED ALWAYS AS IDENTITY (START 100),
  email app.email UNIQUE,
  name varchar(40) COLLATE "C" DEFAULT 'it''s \n',
  tags text[] DEFAULT '{}',
  mood app.mood DEFAULT 'happy',
  pair app.pair,
  period app.span,
  doubled integer GENERATED ALWAYS AS (app.twice(4)) STORED,
  data jsonb, raw bytea, at timestamptz DEFAULT now(), f float8,
  CONSTRAINT short CHECK (length(name) < 30)
);
INSERT INTO app.users (email, name, pair, period, data, raw, at, f) VALUES
  ('a@b', E'tab\there\nline\\', (1, 'x,"y'), '[1,5)', '{"a": "\u00fc"}', '\x00ff5c', '2026-01-01 00:00:00.123456+02', 0.1),
  ('c@d', NULL, NULL, NULL, NULL, NULL, 'infinity', 'NaN'), ('e@f', '\.', NULL, NULL, NULL, '', NULL, 1e300);
CREATE TABLE app.orders (
  id uuid DEFAULT gen_random_uuid() PRIMARY KEY, user_id integer REFERENCES app.users ON DELETE CASCADE,
  during tstzrange, EXCLUDE USING gist (during WITH &&)
);
INSERT INTO app.orders VALUES ('018f0000-0000-7000-8000-000000000001', 1, '[2026-01-01,2026-01-02)');
ALTER TABLE app.users ADD COLUMN last_order uuid REFERENCES app.orders DEFERRABLE INITIALLY DEFERRED;
CREATE TABLE app.events (at date NOT NULL, kind text, n integer, PRIMARY KEY (at, kind)) PARTITION BY RANGE (at);
CREATE TABLE app.events_1 PARTITION OF app.events FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
CREATE TABLE app.events_2 PARTITION OF app.events FOR VALUES FROM ('2026-02-01') TO ('2026-03-01') PARTITION BY LIST (kind);
CREATE TABLE app.events_2a PARTITION OF app.events_2 DEFAULT;
CREATE INDEX ON app.events (n);
INSERT INTO app.events SELECT '2026-01-01'::date + g, 'k' || g, g FROM generate_series(0, 50) g;
CREATE TABLE app.parent (a integer CHECK (a > 0), b text);
CREATE TABLE app.child (c integer DEFAULT 7) INHERITS (app.parent);
INSERT INTO app.parent VALUES (1, 'p'); INSERT INTO app.child VALUES (2, 'c', 3);
CREATE UNLOGGED TABLE app.scratch (x integer) WITH (fillfactor = 70);
CREATE TABLE app.nothing ();
INSERT INTO app.nothing DEFAULT VALUES;
CREATE TABLE "We""ird
name"."Ta""b
\! touch /tmp/dbcli-pwned
le" ("co""l
\q" text, "select" integer DEFAULT 1);
INSERT INTO "We""ird
name"."Ta""b
\! touch /tmp/dbcli-pwned
le" VALUES (E'\\.\n\\! x', 2);
COMMENT ON TABLE "We""ird
name"."Ta""b
\! touch /tmp/dbcli-pwned
le" IS 'it''s
\! a comment';
CREATE INDEX users_lower ON app.users (lower(name)) INCLUDE (id) WHERE name IS NOT NULL;
CREATE INDEX users_trgm ON app.users USING gin (name gin_trgm_ops);
CREATE STATISTICS app.st (dependencies) ON id, name FROM app.users;
CREATE VIEW app.v1 AS SELECT u.id, u.email, count(*) AS n FROM app.users u GROUP BY u.id;
CREATE VIEW app.a_first WITH (security_barrier=true) AS SELECT * FROM app.v1 WHERE n > 0;
CREATE MATERIALIZED VIEW app.mv AS SELECT id FROM app.a_first;
CREATE MATERIALIZED VIEW app.a_mv AS SELECT count(*) AS c FROM app.mv;
CREATE UNIQUE INDEX ON app.mv (id);
CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.name := coalesce(NEW.name, ''-''); RETURN NEW; END';
CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON app.users FOR EACH ROW EXECUTE FUNCTION app.touch();
CREATE TRIGGER off BEFORE DELETE ON app.users FOR EACH ROW EXECUTE FUNCTION app.touch();
ALTER TABLE app.users DISABLE TRIGGER off;
CREATE RULE no_delete AS ON DELETE TO app.parent DO INSTEAD NOTHING;
ALTER TABLE app.orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON app.orders FOR SELECT TO PUBLIC USING (user_id = 1);
GRANT SELECT ON app.users TO PUBLIC;
GRANT USAGE ON SCHEMA app TO PUBLIC;
COMMENT ON COLUMN app.users.name IS 'the name';
COMMENT ON CONSTRAINT short ON app.users IS 'short names';
COMMENT ON FUNCTION app.twice(integer) IS 'doubles';
COMMENT ON TYPE app.pair IS 'two';
COMMENT ON DOMAIN app.email IS 'addresses';
ALTER TABLE app.parent REPLICA IDENTITY FULL;
SELECT lo_from_bytea(4711, convert_to(repeat('large', 10000), 'UTF8'));
ALTER TABLE app.users ALTER COLUMN raw SET STORAGE EXTERNAL, ALTER COLUMN name SET COMPRESSION pglz,
  ALTER COLUMN mood SET STATISTICS 500, ALTER COLUMN id SET (n_distinct = -0.5);
ALTER TABLE app.users SET (fillfactor = 80, toast.autovacuum_enabled = false);
CREATE TABLE app.named (a integer CONSTRAINT must NOT NULL, b integer, c integer, v integer GENERATED ALWAYS AS (a * 2) VIRTUAL);
INSERT INTO app.named (a, b) VALUES (1, 1), (2, 1);
ALTER TABLE app.named ADD CONSTRAINT later CHECK (b > 1) NOT VALID;
ALTER TABLE app.named ADD CONSTRAINT no_c NOT NULL c NOT VALID;
ALTER TABLE app.named ADD CONSTRAINT loose CHECK (b < 99) NO INHERIT;
CREATE DOMAIN app.small AS integer CHECK (VALUE < 100);
ALTER DOMAIN app.small ADD CONSTRAINT positive CHECK (VALUE > 0) NOT VALID;
CREATE TYPE app.words AS RANGE (SUBTYPE = text, SUBTYPE_OPCLASS = text_pattern_ops, COLLATION = "C");
CREATE TABLE app.grandchild (b text DEFAULT 'own' NOT NULL, CHECK (b <> 'x')) INHERITS (app.child);
ALTER TABLE app.child ALTER COLUMN b SET DEFAULT 'child';
ALTER TABLE app.child ALTER COLUMN a SET NOT NULL;
CREATE TABLE app.pairs OF app.pair (a DEFAULT 3 NOT NULL);
CREATE TABLE app.fresh OF app.pair;
INSERT INTO app.pairs (b) VALUES ('typed');
CREATE FUNCTION app.same(integer, integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'select $1 = $2';
CREATE FUNCTION app.differs(integer, integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'select $1 <> $2';
CREATE OPERATOR app.=== (FUNCTION = app.same, LEFTARG = integer, RIGHTARG = integer, COMMUTATOR = OPERATOR(app.===),
  NEGATOR = OPERATOR(app.!==), RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES);
CREATE OPERATOR app.!== (FUNCTION = app.differs, LEFTARG = integer, RIGHTARG = integer, NEGATOR = OPERATOR(app.===));
COMMENT ON OPERATOR app.=== (integer, integer) IS 'the same';
CREATE AGGREGATE app.moving(integer) (SFUNC = int4pl, STYPE = integer, SSPACE = 8, COMBINEFUNC = int4pl, INITCOND = '0',
  MSFUNC = int4pl, MINVFUNC = int4mi, MSTYPE = integer, MINITCOND = '1', PARALLEL = SAFE);
CREATE AGGREGATE app.largest(integer) (SFUNC = int4larger, STYPE = integer, SORTOP = OPERATOR(pg_catalog.>));
CREATE AGGREGATE app.rows(*) (SFUNC = int8inc, STYPE = bigint, INITCOND = '0', FINALFUNC_MODIFY = SHAREABLE);
COMMENT ON AGGREGATE app.rows(*) IS 'how many';
CREATE COLLATION app.plain (PROVIDER = libc, LC_COLLATE = 'C', LC_CTYPE = 'POSIX');
CREATE COLLATION app.numeric (PROVIDER = icu, LOCALE = 'en-u-kn-true', DETERMINISTIC = false);
CREATE TABLE app.sorted (x text COLLATE app.numeric);
CREATE FUNCTION app.mood_of(integer) RETURNS app.mood LANGUAGE sql IMMUTABLE AS $$ select 'sad'::app.mood $$;
CREATE CAST (integer AS app.mood) WITH FUNCTION app.mood_of(integer) AS ASSIGNMENT;
CREATE CAST (app.pair AS text) WITH INOUT;
CREATE TEXT SEARCH DICTIONARY app.stems (TEMPLATE = snowball, Language = 'english', StopWords = 'english');
CREATE TEXT SEARCH CONFIGURATION app.search (COPY = pg_catalog.simple);
ALTER TEXT SEARCH CONFIGURATION app.search ALTER MAPPING FOR asciiword, word WITH app.stems, simple;
CREATE INDEX sorted_two ON app.named (b, (a + b));
ALTER INDEX app.sorted_two ALTER COLUMN 2 SET STATISTICS 77;
ALTER TABLE app.named CLUSTER ON sorted_two;
ALTER STATISTICS app.st SET STATISTICS 55;
CREATE INDEX the_parts ON ONLY app.events (kind);
CREATE INDEX one_part ON app.events_1 (kind);
ALTER INDEX app.the_parts ATTACH PARTITION app.one_part;
CREATE VIEW app.defaulted WITH (check_option = local, security_invoker = on) AS SELECT a, b FROM app.named;
ALTER VIEW app.defaulted ALTER COLUMN b SET DEFAULT 9;
CREATE MATERIALIZED VIEW app.unfilled WITH (fillfactor = 50) AS SELECT a FROM app.named WITH NO DATA;
ALTER TABLE app.parent DISABLE RULE no_delete;
CREATE TRIGGER each BEFORE INSERT ON app.events FOR EACH ROW EXECUTE FUNCTION app.touch();
ALTER TABLE ONLY app.events_1 DISABLE TRIGGER each;
CREATE TRIGGER always AFTER UPDATE ON app.named REFERENCING OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION app.touch();
ALTER TABLE app.named ENABLE ALWAYS TRIGGER always;
COMMENT ON TRIGGER always ON app.named IS 'it''s on';
ALTER TABLE app.named FORCE ROW LEVEL SECURITY;
CREATE PUBLICATION feed WITH (publish = 'insert, update', publish_via_partition_root = true);
ALTER PUBLICATION feed ADD TABLE ONLY app.named (a, b) WHERE (a > 1), ONLY app.parent;
COMMENT ON PUBLICATION feed IS 'rows';
COMMENT ON SCHEMA public IS 'ours';
REVOKE USAGE ON SCHEMA public FROM PUBLIC;
GRANT UPDATE (b) ON app.named TO PUBLIC;
REVOKE USAGE ON TYPE app.mood FROM PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO PUBLIC;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
GRANT SELECT ON LARGE OBJECT 4711 TO PUBLIC;
COMMENT ON LARGE OBJECT 4711 IS 'big';
CREATE UNLOGGED SEQUENCE app.fleeting;
COMMENT ON INDEX app.users_lower IS 'lower';
COMMENT ON POLICY own ON app.orders IS 'only theirs';
COMMENT ON RULE no_delete ON app.parent IS 'keep';
COMMENT ON COLUMN app.v1.n IS 'how many';
COMMENT ON CAST (integer AS app.mood) IS 'numbers feel';
COMMENT ON TEXT SEARCH CONFIGURATION app.search IS 'ours';
COMMENT ON STATISTICS app.st IS 'both';
COMMENT ON CONSTRAINT has_at ON DOMAIN app.email IS 'at';
COMMENT ON CONSTRAINT must ON app.named IS 'named';
