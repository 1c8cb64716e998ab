-- Tenants, tokens, idempotency keys, audit events and the id of the key that seals secrets.

CREATE TABLE tenants (
  name       text PRIMARY KEY,
  created_at timestamptz NOT NULL
);

CREATE TABLE tokens (
  id           text PRIMARY KEY,
  tenant       text NOT NULL REFERENCES tenants,
  name         text NOT NULL,
  role         text NOT NULL CHECK (role IN ('OPERATOR', 'OWNER', 'DEVELOPER', 'VIEWER')),
  sha256       bytea NOT NULL UNIQUE,
  created_at   timestamptz NOT NULL,
  last_used_at timestamptz,
  revoked_at   timestamptz
);

CREATE UNIQUE INDEX tokens_name ON tokens (tenant, name) WHERE revoked_at IS NULL;

-- A row without a status is being done. When the server that began it is gone, it is
-- taken over if it had no effect yet, and refused if it had one.
CREATE TABLE idempotency_keys (
  tenant     text NOT NULL REFERENCES tenants,
  key        text NOT NULL,
  request    text NOT NULL,
  server     text NOT NULL,
  effect     boolean NOT NULL DEFAULT false,
  status     integer,
  answer     text,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant, key)
);

CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);

CREATE TABLE audit_events (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant   text NOT NULL REFERENCES tenants,
  app      text,
  made_by  text NOT NULL,
  what     text NOT NULL,
  detail   text NOT NULL,
  made_at  timestamptz NOT NULL
);

CREATE INDEX audit_events_of_tenant ON audit_events (tenant, id);
CREATE INDEX audit_events_of_app ON audit_events (tenant, app, id);

CREATE TABLE sealing_keys (
  key_id     text PRIMARY KEY,
  created_at timestamptz NOT NULL
);
