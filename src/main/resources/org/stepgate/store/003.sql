-- Task tokens, messages, activities and nested executions.

CREATE TABLE task_tokens (
  hash TEXT NOT NULL PRIMARY KEY,
  row_id INTEGER NOT NULL,
  task INTEGER NOT NULL,
  ended INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX task_tokens_by_task ON task_tokens (row_id, task);

CREATE TABLE inbox (
  message INTEGER PRIMARY KEY AUTOINCREMENT,
  row_id INTEGER NOT NULL,
  task INTEGER,
  owner INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;

CREATE INDEX inbox_by_execution ON inbox (row_id, message);
CREATE INDEX inbox_by_owner ON inbox (owner);

CREATE TABLE children (
  row_id INTEGER NOT NULL,
  task INTEGER NOT NULL,
  child INTEGER NOT NULL,
  PRIMARY KEY (row_id, task, child)
) STRICT, WITHOUT ROWID;

CREATE TABLE activities (
  arn TEXT NOT NULL PRIMARY KEY,
  account TEXT NOT NULL,
  name TEXT NOT NULL,
  creation_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX activities_by_name ON activities (account, name);

CREATE TABLE activity_tasks (
  offer INTEGER PRIMARY KEY AUTOINCREMENT,
  activity TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  task INTEGER NOT NULL,
  token TEXT NOT NULL,
  input TEXT NOT NULL
) STRICT;

CREATE INDEX activity_tasks_by_activity ON activity_tasks (activity, offer);
CREATE INDEX activity_tasks_by_task ON activity_tasks (row_id, task);
