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
