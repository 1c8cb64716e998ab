-- Apps, their releases, the changes under way, their secrets and routes, and uploaded sources.

-- What is so: release, scale, revisions and stopped are what a finished change has left behind.
-- env and secrets (name to version) are what the next release starts from.
CREATE TABLE apps (
  tenant       text NOT NULL REFERENCES tenants,
  name         text NOT NULL,
  last_release integer NOT NULL DEFAULT 0,
  release      integer,
  scale        jsonb NOT NULL DEFAULT '{}',
  revisions    jsonb NOT NULL DEFAULT '{}',
  stopped      boolean NOT NULL DEFAULT false,
  env          jsonb NOT NULL DEFAULT '{}',
  secrets      jsonb NOT NULL DEFAULT '{}',
  problem      text NOT NULL DEFAULT '',
  created_at   timestamptz NOT NULL,
  created_by   text NOT NULL,
  live_at      timestamptz,
  live_by      text NOT NULL DEFAULT '',
  deleted_at   timestamptz,
  PRIMARY KEY (tenant, name)
);

CREATE INDEX apps_trash ON apps (deleted_at) WHERE deleted_at IS NOT NULL;

-- processes: name to the scale of the file. env and secrets: the snapshot.
-- built_by: the release whose artifact this one runs. built: that the artifact is whole.
CREATE TABLE releases (
  tenant      text NOT NULL,
  app         text NOT NULL,
  number      integer NOT NULL,
  state       text NOT NULL CHECK (state IN ('PENDING', 'KEPT', 'FAILED', 'SWEPT')),
  spec        text NOT NULL,
  file        text NOT NULL,
  environment text NOT NULL,
  source      text NOT NULL,
  built_by    integer NOT NULL,
  artifact    text NOT NULL,
  built       boolean NOT NULL DEFAULT false,
  env         jsonb NOT NULL,
  secrets     jsonb NOT NULL,
  processes   jsonb NOT NULL,
  url         text NOT NULL,
  message     text NOT NULL,
  changes     jsonb NOT NULL,
  seconds     double precision NOT NULL DEFAULT 0,
  created_at  timestamptz NOT NULL,
  created_by  text NOT NULL,
  PRIMARY KEY (tenant, app, number),
  FOREIGN KEY (tenant, app) REFERENCES apps ON DELETE CASCADE
);

-- release, scale, revisions and stopped: what is to become so.
CREATE TABLE deployments (
  id           text PRIMARY KEY,
  tenant       text NOT NULL,
  app          text NOT NULL,
  kind         text NOT NULL,
  state        text NOT NULL CHECK (state IN ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED')),
  step         text NOT NULL,
  steps        jsonb NOT NULL DEFAULT '[]',
  from_release integer,
  release      integer,
  scale        jsonb NOT NULL,
  revisions    jsonb NOT NULL,
  stopped      boolean NOT NULL,
  changes      jsonb NOT NULL,
  error        jsonb,
  started_at   timestamptz NOT NULL,
  started_by   text NOT NULL,
  ended_at     timestamptz,
  FOREIGN KEY (tenant, app) REFERENCES apps ON DELETE CASCADE
);

-- One change of an app at a time; also finds what has to be resumed.
CREATE UNIQUE INDEX deployments_open ON deployments (tenant, app)
  WHERE state IN ('QUEUED', 'RUNNING');
CREATE INDEX deployments_of_app ON deployments (tenant, app, started_at DESC);
CREATE INDEX deployments_ended ON deployments (ended_at);

CREATE TABLE deployment_events (
  deployment text NOT NULL REFERENCES deployments ON DELETE CASCADE,
  tenant     text NOT NULL,
  seq        bigint NOT NULL,
  event      jsonb NOT NULL,
  PRIMARY KEY (deployment, seq)
);

-- Every version that the app or a release that may run still names.
CREATE TABLE secrets (
  tenant     text NOT NULL,
  app        text NOT NULL,
  name       text NOT NULL,
  version    integer NOT NULL,
  sealed     text NOT NULL,
  generated  boolean NOT NULL,
  created_at timestamptz NOT NULL,
  created_by text NOT NULL,
  PRIMARY KEY (tenant, app, name, version),
  FOREIGN KEY (tenant, app) REFERENCES apps ON DELETE CASCADE
);

CREATE TABLE uploads (
  tenant  text NOT NULL REFERENCES tenants,
  digest  text NOT NULL,
  bytes   bigint NOT NULL,
  used_at timestamptz NOT NULL,
  PRIMARY KEY (tenant, digest)
);

CREATE INDEX uploads_age ON uploads (used_at);

-- One app owns a host, across all tenants.
CREATE TABLE hosts (
  host   text PRIMARY KEY,
  tenant text NOT NULL,
  app    text NOT NULL,
  FOREIGN KEY (tenant, app) REFERENCES apps ON DELETE CASCADE
);

CREATE INDEX hosts_of_app ON hosts (tenant, app);

-- The routes in force, ready to be published without planning any app again.
-- PROXY: process, strip. FILES: built_by, artifact, directory, fallback. REDIRECT: target. CLOSED: why.
CREATE TABLE routes (
  host      text NOT NULL REFERENCES hosts ON DELETE CASCADE,
  path      text NOT NULL,
  tenant    text NOT NULL,
  app       text NOT NULL,
  kind      text NOT NULL CHECK (kind IN ('PROXY', 'FILES', 'REDIRECT', 'CLOSED')),
  process   text,
  strip     text,
  built_by  integer,
  artifact  text,
  directory text,
  fallback  text,
  target    text,
  why       text,
  PRIMARY KEY (host, path)
);

CREATE INDEX routes_of_app ON routes (tenant, app);

CREATE TABLE route_generation (
  single     boolean PRIMARY KEY DEFAULT true CHECK (single),
  generation bigint NOT NULL
);

INSERT INTO route_generation (generation) VALUES (1);
