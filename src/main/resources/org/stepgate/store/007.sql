-- Approvals, and messages that leave the pool. Column comments: see ApprovalTable and OutboxTable.

CREATE TABLE approvals (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  status INTEGER NOT NULL,
  row_id INTEGER NOT NULL,
  task INTEGER NOT NULL,
  asked_ms INTEGER NOT NULL,
  deadline_ms INTEGER,
  closed_ms INTEGER,
  activity TEXT NOT NULL,
  execution TEXT NOT NULL,
  execution_arn TEXT NOT NULL,
  state TEXT NOT NULL,
  question TEXT NOT NULL,
  input TEXT NOT NULL,
  requester TEXT NOT NULL,
  rule TEXT NOT NULL
) STRICT;

CREATE INDEX approvals_pending ON approvals (row_id, task) WHERE status = 0;
CREATE INDEX approvals_by_status ON approvals (status, number);
CREATE INDEX approvals_by_deadline ON approvals (deadline_ms)
  WHERE status = 0 AND deadline_ms IS NOT NULL;

CREATE TABLE approval_decisions (
  approval INTEGER NOT NULL,
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  time_ms INTEGER NOT NULL,
  approves INTEGER NOT NULL,
  groups TEXT NOT NULL,
  reason TEXT,
  key TEXT,
  PRIMARY KEY (approval, issuer, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
  message INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  target TEXT NOT NULL,
  body TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  due_ms INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  owner INTEGER
) STRICT;

CREATE INDEX outbox_by_time ON outbox (due_ms);
CREATE INDEX outbox_claimed ON outbox (owner) WHERE owner IS NOT NULL;

CREATE TABLE disabled_targets (
  address TEXT NOT NULL PRIMARY KEY,
  since_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
