-- Times are milliseconds since 1970, but for deadlines of relative timers: nanoseconds of the
-- monotonic clock of the owner's boot. Column comments: see the classes named *Table.

CREATE TABLE executions (
  row_id INTEGER PRIMARY KEY,
  machine TEXT NOT NULL,
  name TEXT NOT NULL,
  name_hash INTEGER NOT NULL,
  status INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  stop_ms INTEGER,
  continued_by INTEGER,
  start TEXT NOT NULL,
  header TEXT NOT NULL,
  last_event INTEGER NOT NULL,
  first_events TEXT NOT NULL
) STRICT;

CREATE INDEX executions_by_name ON executions (name_hash);
CREATE INDEX executions_by_machine ON executions (machine);
CREATE INDEX executions_by_status ON executions (status) WHERE status <> 1;
CREATE INDEX executions_continued ON executions (continued_by) WHERE continued_by IS NOT NULL;

CREATE TABLE frames (
  row_id INTEGER NOT NULL,
  frame INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (row_id, frame)
) STRICT, WITHOUT ROWID;

CREATE TABLE results (
  row_id INTEGER NOT NULL,
  parent INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (row_id, parent, sequence, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE payloads (
  row_id INTEGER NOT NULL,
  payload INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (row_id, payload)
) STRICT, WITHOUT ROWID;

CREATE TABLE history (
  row_id INTEGER NOT NULL,
  first_event INTEGER NOT NULL,
  last_event INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (row_id, first_event)
) STRICT, WITHOUT ROWID;

CREATE TABLE tombstones (
  name_hash INTEGER NOT NULL,
  machine TEXT NOT NULL,
  name TEXT NOT NULL,
  fingerprint TEXT,
  status INTEGER NOT NULL,
  removed_ms INTEGER NOT NULL,
  PRIMARY KEY (name_hash, machine, name)
) STRICT, WITHOUT ROWID;

CREATE INDEX tombstones_by_age ON tombstones (removed_ms);

CREATE TABLE timers (
  row_id INTEGER NOT NULL,
  timer INTEGER NOT NULL,
  owner INTEGER NOT NULL,
  absolute INTEGER NOT NULL,
  due INTEGER NOT NULL,
  wall_ms INTEGER NOT NULL,
  claimed INTEGER NOT NULL,
  PRIMARY KEY (row_id, timer)
) STRICT, WITHOUT ROWID;

CREATE INDEX timers_due ON timers (owner, absolute, due) WHERE claimed = 0;

CREATE TABLE tasks (
  row_id INTEGER NOT NULL,
  task INTEGER NOT NULL,
  owner INTEGER NOT NULL,
  body TEXT NOT NULL,
  process TEXT,
  PRIMARY KEY (row_id, task)
) STRICT, WITHOUT ROWID;

CREATE INDEX tasks_by_owner ON tasks (owner);

CREATE TABLE workers (
  worker INTEGER PRIMARY KEY AUTOINCREMENT,
  pid INTEGER NOT NULL,
  start_ticks INTEGER NOT NULL,
  boot_id TEXT NOT NULL,
  lock_name TEXT NOT NULL
) STRICT;

CREATE TABLE definitions (
  sha256 TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL
) STRICT;

CREATE TABLE machines (
  name TEXT PRIMARY KEY,
  arn TEXT NOT NULL,
  type TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  creation_ms INTEGER NOT NULL,
  from_files INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE configuration (
  generation INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL,
  bundle TEXT NOT NULL
) STRICT;
