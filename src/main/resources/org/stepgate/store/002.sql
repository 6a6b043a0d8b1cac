-- Machines of several accounts, made through the API: `account` is empty for that of the
-- configuration. Column comments: see the classes named *Table.

CREATE TABLE machines_of_accounts (
  account TEXT NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  creation_ms INTEGER NOT NULL,
  from_files INTEGER NOT NULL,
  last_version INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  revision TEXT NOT NULL,
  PRIMARY KEY (account, name)
) STRICT, WITHOUT ROWID;

INSERT INTO machines_of_accounts
SELECT '', name, type, sha256, creation_ms, from_files, 0, creation_ms << 20,
  json_object('version', 1, 'timeMillis', creation_ms)
FROM machines;

DROP TABLE machines;
ALTER TABLE machines_of_accounts RENAME TO machines;

CREATE TABLE machine_versions (
  account TEXT NOT NULL,
  machine TEXT NOT NULL,
  number INTEGER NOT NULL,
  description TEXT,
  creation_ms INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  revision TEXT NOT NULL,
  PRIMARY KEY (account, machine, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE machine_aliases (
  account TEXT NOT NULL,
  machine TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT,
  creation_ms INTEGER NOT NULL,
  update_ms INTEGER NOT NULL,
  first_version INTEGER NOT NULL,
  first_weight INTEGER NOT NULL,
  second_version INTEGER,
  PRIMARY KEY (account, machine, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE tags (
  resource TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  UNIQUE (resource, key)
) STRICT;
