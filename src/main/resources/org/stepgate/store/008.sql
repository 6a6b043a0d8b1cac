-- Who has changed what. Column comments: see AuditTable.

CREATE TABLE audit (
  last INTEGER PRIMARY KEY,
  hash TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
