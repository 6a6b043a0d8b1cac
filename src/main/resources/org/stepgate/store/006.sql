-- Schedules. Column comments: see ScheduleTable.

CREATE TABLE schedules (
  name TEXT NOT NULL PRIMARY KEY,
  definition TEXT NOT NULL,
  generation INTEGER NOT NULL,
  anchor_ms INTEGER NOT NULL,
  settled_ms INTEGER NOT NULL,
  paused_ms INTEGER,
  paused_by TEXT,
  claimed_ms INTEGER,
  claimed_by INTEGER,
  last_ms INTEGER,
  last_outcome TEXT,
  last_execution TEXT,
  last_detail TEXT
) STRICT, WITHOUT ROWID;
