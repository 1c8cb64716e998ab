-- Databases of tenants, the labels ever given to them, and what links them to apps.

-- A label is in connection strings: it is never given to another database, even when its own is
-- gone for ever.
CREATE TABLE database_labels (
  label    text PRIMARY KEY,
  tenant   text NOT NULL REFERENCES tenants,
  name     text NOT NULL,
  given_at timestamptz NOT NULL
);

-- One sequence for all: a database that is made anew never looks older than its namesake was.
CREATE SEQUENCE database_generations;

-- generation: of the wish, grows with each change. applied: the one that the engine has confirmed.
-- wish: memory, sleep, extensions and epoch. former: what to go back to when the engine refuses.
-- password, verifier: sealed. restart_due: linked apps have still to get another URL.
-- due_at: when something has to be done by itself: a notice, the end of a branch, the end of trash.
-- REMOVED: to be forgotten as soon as the engine has deleted the data.
CREATE TABLE databases (
  tenant      text NOT NULL REFERENCES tenants,
  name        text NOT NULL,
  label       text NOT NULL UNIQUE REFERENCES database_labels,
  presence    text NOT NULL CHECK (presence IN ('SERVING', 'TRASHED', 'REMOVED')),
  generation  bigint NOT NULL,
  applied     bigint NOT NULL DEFAULT 0,
  version     text NOT NULL,
  wish        jsonb NOT NULL,
  former      jsonb,
  password    text NOT NULL,
  verifier    text NOT NULL,
  parent      text,
  ttl_seconds bigint,
  expires_at  timestamptz,
  due_at      timestamptz,
  restart_due boolean NOT NULL DEFAULT false,
  problem     text NOT NULL DEFAULT '',
  created_at  timestamptz NOT NULL,
  created_by  text NOT NULL,
  deleted_at  timestamptz,
  PRIMARY KEY (tenant, name)
);

CREATE INDEX databases_unapplied ON databases (generation)
  WHERE applied < generation OR restart_due;
CREATE INDEX databases_trash ON databases (tenant, name) WHERE presence = 'TRASHED';
CREATE INDEX databases_due ON databases (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX databases_of_parent ON databases (tenant, parent) WHERE parent IS NOT NULL;

-- links: variable to the database whose URL it holds, and who linked it.
ALTER TABLE apps ADD COLUMN links jsonb NOT NULL DEFAULT '{}';
ALTER TABLE deployments ADD COLUMN links jsonb NOT NULL DEFAULT '{}';

CREATE INDEX apps_links ON apps USING gin (jsonb_path_query_array(links, '$.*.database'));

ALTER TABLE audit_events ADD COLUMN database text;

CREATE INDEX audit_events_of_database ON audit_events (tenant, database, id)
  WHERE database IS NOT NULL;

-- What a request has made, when its answer must not be kept: a repetition renders it again.
ALTER TABLE idempotency_keys ADD COLUMN reference text;
