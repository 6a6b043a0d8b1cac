-- Runs of distributed Map states. Column comments: see MapRunTable.

CREATE TABLE map_runs (
  run INTEGER PRIMARY KEY AUTOINCREMENT,
  arn TEXT NOT NULL UNIQUE,
  row_id INTEGER NOT NULL,
  task INTEGER NOT NULL,
  status INTEGER NOT NULL,
  open INTEGER NOT NULL,
  owner INTEGER,
  plan TEXT NOT NULL,
  sha256 TEXT,
  start_ms INTEGER NOT NULL,
  stop_ms INTEGER,
  error TEXT,
  cause TEXT,
  max_concurrency INTEGER NOT NULL,
  tolerated_count INTEGER,
  tolerated_percentage REAL,
  all_read INTEGER NOT NULL DEFAULT 0,
  results_written INTEGER NOT NULL DEFAULT 0,
  children INTEGER NOT NULL DEFAULT 0,
  running INTEGER NOT NULL DEFAULT 0,
  succeeded INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0,
  timed_out INTEGER NOT NULL DEFAULT 0,
  aborted INTEGER NOT NULL DEFAULT 0,
  items INTEGER NOT NULL DEFAULT 0,
  items_running INTEGER NOT NULL DEFAULT 0,
  items_succeeded INTEGER NOT NULL DEFAULT 0,
  items_failed INTEGER NOT NULL DEFAULT 0,
  items_timed_out INTEGER NOT NULL DEFAULT 0,
  items_aborted INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX map_runs_by_execution ON map_runs (row_id, run);
CREATE INDEX map_runs_open ON map_runs (run) WHERE open = 1;

CREATE TABLE map_inputs (
  run INTEGER NOT NULL,
  child INTEGER NOT NULL,
  items INTEGER NOT NULL,
  owner INTEGER,
  body TEXT NOT NULL,
  PRIMARY KEY (run, child)
) STRICT, WITHOUT ROWID;

CREATE INDEX map_inputs_free ON map_inputs (run, child) WHERE owner IS NULL;
CREATE INDEX map_inputs_by_owner ON map_inputs (owner) WHERE owner IS NOT NULL;

CREATE TABLE map_children (
  run INTEGER NOT NULL,
  child INTEGER NOT NULL,
  row_id INTEGER NOT NULL,
  items INTEGER NOT NULL,
  PRIMARY KEY (run, child)
) STRICT, WITHOUT ROWID;

CREATE INDEX map_children_by_row ON map_children (row_id);
