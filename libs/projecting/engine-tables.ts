import { type Migration } from '#database/migrations.js';
import { rowSecurityMigration } from './row-security.js';

/**
 * Streams fall into this many buckets, forever: checkpoints and leases are kept per bucket and a shard is a set of
 * buckets, so the number of shards can change without a rebuild.
 */
export const BUCKETS = 16;

/** Commits of a projection; the payload is the model's name. */
export const PROJECTED = 'projecting_projected';
/** Somebody paused, resumed, rebuilt or retried: look at once. The payload is the model's name. */
export const CONTROL = 'projecting_control';

export const engineMigrations: readonly Migration[] = [
  {
    name: '0001-projecting-engine',
    up: `
CREATE SCHEMA projecting;

CREATE SEQUENCE projecting.fence;

CREATE TABLE projecting.model (
  name text COLLATE "C" PRIMARY KEY,
  paused boolean NOT NULL DEFAULT false,
  -- A rebuild was asked for and its generation does not exist yet.
  rebuild_wanted boolean NOT NULL DEFAULT false
);

-- One set of tables of a model, in a schema of its own.
CREATE TABLE projecting.generation (
  model text COLLATE "C" NOT NULL REFERENCES projecting.model,
  generation int NOT NULL,
  version int NOT NULL,
  schema text NOT NULL UNIQUE,
  phase text NOT NULL CHECK (phase IN ('building', 'live', 'previous')),
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  live_at timestamptz,
  -- Why it stands still: an event nobody knows, too many parked streams.
  failure text,
  PRIMARY KEY (model, generation)
);
CREATE UNIQUE INDEX one_live ON projecting.generation (model) WHERE phase = 'live';
CREATE UNIQUE INDEX one_previous ON projecting.generation (model) WHERE phase = 'previous';

CREATE TABLE projecting.bucket (
  model text COLLATE "C" NOT NULL,
  generation int NOT NULL,
  bucket smallint NOT NULL,
  -- Of the last event that was looked at, whether or not it changed a row; empty at the beginning.
  position text COLLATE "C" NOT NULL DEFAULT '',
  seen bigint NOT NULL DEFAULT 0,
  recorded_at timestamptz,
  -- The end of the log was reached at least once.
  caught_up boolean NOT NULL DEFAULT false,
  -- The lease: who writes, until when, and the token that every write must show.
  owner text,
  token bigint NOT NULL DEFAULT 0,
  expires_at timestamptz,
  PRIMARY KEY (model, generation, bucket),
  FOREIGN KEY (model, generation) REFERENCES projecting.generation ON DELETE CASCADE
);
-- Each commit changes the row and none of its index: the update stays on its page.
ALTER TABLE projecting.bucket SET (fillfactor = 50);

CREATE TABLE projecting.parked_stream (
  model text COLLATE "C" NOT NULL,
  generation int NOT NULL,
  stream text COLLATE "C" NOT NULL,
  bucket smallint NOT NULL,
  -- The event that could not be applied; those after it wait.
  revision bigint NOT NULL,
  position text COLLATE "C" NOT NULL,
  event_id text NOT NULL,
  event_type text NOT NULL,
  error text NOT NULL,
  waiting bigint NOT NULL DEFAULT 0,
  attempts int NOT NULL DEFAULT 1,
  parked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (model, generation, stream),
  FOREIGN KEY (model, generation) REFERENCES projecting.generation ON DELETE CASCADE
);`,
  },
  { name: '0002-row-level-security', up: rowSecurityMigration },
  {
    name: '0003-indexes-last',
    up: `
-- What is built has its indexes made when it is full. Those that were made before this had theirs from the beginning.
ALTER TABLE projecting.generation ADD COLUMN indexed boolean NOT NULL DEFAULT true;
ALTER TABLE projecting.generation ALTER COLUMN indexed SET DEFAULT false;`,
  },
  {
    name: '0004-rates-and-verifications',
    up: `
-- Of the window of some seconds that has ended: events a second; and what had been seen when the present one began.
ALTER TABLE projecting.bucket ADD COLUMN rate float8 NOT NULL DEFAULT 0,
  ADD COLUMN window_at timestamptz NOT NULL DEFAULT clock_timestamp(), ADD COLUMN window_seen bigint NOT NULL DEFAULT 0;

-- The last comparison of each model with a fresh replay.
CREATE TABLE projecting.verification (
  model text COLLATE "C" PRIMARY KEY REFERENCES projecting.model,
  -- The night that it was for, so that each has one; the first row of a model has none behind it.
  due timestamptz NOT NULL,
  started_at timestamptz,
  finished_at timestamptz,
  equal boolean,
  position text COLLATE "C",
  first_difference jsonb,
  -- Why there is no result, such as a model that is being built.
  failure text
);`,
  },
];
