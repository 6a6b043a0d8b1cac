CREATE TABLE activities (
  arn TEXT NOT NULL PRIMARY KEY,
  account TEXT NOT NULL,
  name TEXT NOT NULL,
  creation_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE activity_tasks (
  offer INTEGER PRIMARY KEY AUTOINCREMENT,
  activity TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  task INTEGER NOT NULL,
  token TEXT NOT NULL,
  input TEXT NOT NULL
) STRICT;
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
CREATE TABLE audit (
  last INTEGER PRIMARY KEY,
  hash TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE TABLE children (
  row_id INTEGER NOT NULL,
  task INTEGER NOT NULL,
  child INTEGER NOT NULL,
  PRIMARY KEY (row_id, task, child)
) STRICT, WITHOUT ROWID;
CREATE TABLE configuration (
  generation INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL,
  bundle TEXT NOT NULL
) STRICT;
CREATE TABLE definitions (
  sha256 TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL
) STRICT;
CREATE TABLE disabled_targets (
  address TEXT NOT NULL PRIMARY KEY,
  since_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
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
CREATE TABLE frames (
  row_id INTEGER NOT NULL,
  frame INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (row_id, frame)
) STRICT, WITHOUT ROWID;
CREATE TABLE history (
  row_id INTEGER NOT NULL,
  first_event INTEGER NOT NULL,
  last_event INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (row_id, first_event)
) STRICT, WITHOUT ROWID;
CREATE TABLE inbox (
  message INTEGER PRIMARY KEY AUTOINCREMENT,
  row_id INTEGER NOT NULL,
  task INTEGER,
  owner INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;
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
CREATE TABLE "machines" (
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
CREATE TABLE map_children (
  run INTEGER NOT NULL,
  child INTEGER NOT NULL,
  row_id INTEGER NOT NULL,
  items INTEGER NOT NULL,
  PRIMARY KEY (run, child)
) STRICT, WITHOUT ROWID;
CREATE TABLE map_inputs (
  run INTEGER NOT NULL,
  child INTEGER NOT NULL,
  items INTEGER NOT NULL,
  owner INTEGER,
  body TEXT NOT NULL, earlier INTEGER,
  PRIMARY KEY (run, child)
) STRICT, WITHOUT ROWID;
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
, redrives INTEGER NOT NULL DEFAULT 0, redrive_ms INTEGER, redrive_from INTEGER NOT NULL DEFAULT 0, pending_redrive INTEGER NOT NULL DEFAULT 0, not_redrivable INTEGER NOT NULL DEFAULT 0, items_pending_redrive INTEGER NOT NULL DEFAULT 0, items_not_redrivable INTEGER NOT NULL DEFAULT 0) STRICT;
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
CREATE TABLE payloads (
  row_id INTEGER NOT NULL,
  payload INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (row_id, payload)
) STRICT, WITHOUT ROWID;
CREATE TABLE results (
  row_id INTEGER NOT NULL,
  parent INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (row_id, parent, sequence, ordinal)
) STRICT, WITHOUT ROWID;
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
CREATE TABLE tags (
  resource TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  UNIQUE (resource, key)
) STRICT;
CREATE TABLE task_tokens (
  hash TEXT NOT NULL PRIMARY KEY,
  row_id INTEGER NOT NULL,
  task INTEGER NOT NULL,
  ended INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE tasks (
  row_id INTEGER NOT NULL,
  task INTEGER NOT NULL,
  owner INTEGER NOT NULL,
  body TEXT NOT NULL,
  process TEXT,
  PRIMARY KEY (row_id, task)
) STRICT, WITHOUT ROWID;
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
CREATE TABLE tombstones (
  name_hash INTEGER NOT NULL,
  machine TEXT NOT NULL,
  name TEXT NOT NULL,
  fingerprint TEXT,
  status INTEGER NOT NULL,
  removed_ms INTEGER NOT NULL,
  PRIMARY KEY (name_hash, machine, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE workers (
  worker INTEGER PRIMARY KEY AUTOINCREMENT,
  pid INTEGER NOT NULL,
  start_ticks INTEGER NOT NULL,
  boot_id TEXT NOT NULL,
  lock_name TEXT NOT NULL
) STRICT;
CREATE INDEX activities_by_name ON activities (account, name);
CREATE INDEX activity_tasks_by_activity ON activity_tasks (activity, offer);
CREATE INDEX activity_tasks_by_task ON activity_tasks (row_id, task);
CREATE INDEX approvals_by_deadline ON approvals (deadline_ms)
  WHERE status = 0 AND deadline_ms IS NOT NULL;
CREATE INDEX approvals_by_status ON approvals (status, number);
CREATE INDEX approvals_pending ON approvals (row_id, task) WHERE status = 0;
CREATE INDEX executions_by_machine ON executions (machine);
CREATE INDEX executions_by_name ON executions (name_hash);
CREATE INDEX executions_by_status ON executions (status) WHERE status <> 1;
CREATE INDEX executions_continued ON executions (continued_by) WHERE continued_by IS NOT NULL;
CREATE INDEX inbox_by_execution ON inbox (row_id, message);
CREATE INDEX inbox_by_owner ON inbox (owner);
CREATE INDEX map_children_by_row ON map_children (row_id);
CREATE INDEX map_inputs_by_owner ON map_inputs (owner) WHERE owner IS NOT NULL;
CREATE INDEX map_inputs_free ON map_inputs (run, child) WHERE owner IS NULL;
CREATE INDEX map_runs_by_execution ON map_runs (row_id, run);
CREATE INDEX map_runs_open ON map_runs (run) WHERE open = 1;
CREATE INDEX outbox_by_time ON outbox (due_ms);
CREATE INDEX outbox_claimed ON outbox (owner) WHERE owner IS NOT NULL;
CREATE INDEX task_tokens_by_task ON task_tokens (row_id, task);
CREATE INDEX tasks_by_owner ON tasks (owner);
CREATE INDEX timers_due ON timers (owner, absolute, due) WHERE claimed = 0;
CREATE INDEX tombstones_by_age ON tombstones (removed_ms);
INSERT INTO activities VALUES ('arn:aws:states:us-east-1:123456789012:activity:release', '123456789012', 'release', 1795371281003);
INSERT INTO activities VALUES ('arn:aws:states:us-east-1:123456789012:activity:work', '123456789012', 'work', 1795371281005);
INSERT INTO activity_tasks VALUES (1, 'arn:aws:states:us-east-1:123456789012:activity:work', 28725940503632, 1, '7129c04876ee4815cbb0b62821f0bae7c0f1dc78fdb974f5e8d5c6228773e610', '{"text":"[1,2,3]"}');
INSERT INTO approval_decisions VALUES (2, 'https://idp', 'alice', 1767323045000, 1, '["g"]', NULL, 'key-alice');
INSERT INTO approval_decisions VALUES (3, 'https://idp', 'alice', 1767323045000, 1, '["g"]', NULL, 'key-alice');
INSERT INTO approval_decisions VALUES (3, 'https://idp', 'bob', 1767323045000, 1, '["g"]', NULL, 'key-bob');
INSERT INTO approval_decisions VALUES (4, 'https://idp', 'bob', 1767323045000, 0, '["g"]', 'because', 'key-bob');
INSERT INTO approvals VALUES (1, 'btqivtqr6o5ewlzhzvfknmockhohcd7ndq7tlmfpp5itrnpr6axq', 0, 28725940504592, 1, 1795371281540, 32472144000000, NULL, 'release', 'embedded:release:asked', 'arn:aws:states:us-east-1:123456789012:execution:release:asked', 'Ask', 'Release?', '{"name":"app"}', '{"issuer":"stepgate:anonymous","subject":"anonymous","groups":[],"claims":{}}', '{"approvers":{"g":2}}');
INSERT INTO approvals VALUES (2, 'b2oiealqjgrvahmyy33q3xqfkyu75zgml3xyyuuo2qxkl57uq7ua', 0, 28725940504928, 1, 1795371281561, 32472144000000, NULL, 'release', 'embedded:release:halfway', 'arn:aws:states:us-east-1:123456789012:execution:release:halfway', 'Ask', 'Release?', '{"name":"app"}', '{"issuer":"stepgate:anonymous","subject":"anonymous","groups":[],"claims":{}}', '{"approvers":{"g":2}}');
INSERT INTO approvals VALUES (3, 'kwrqo3vpvpzgfcgxl54lcbctjsz47wgvhjgdktw7tl4lmwpdzsxq', 1, 28725940505088, 1, 1795371281568, 32472144000000, 1767323045000, 'release', 'embedded:release:approved', 'arn:aws:states:us-east-1:123456789012:execution:release:approved', 'Ask', 'Release?', '{"name":"app"}', '{"issuer":"stepgate:anonymous","subject":"anonymous","groups":[],"claims":{}}', '{"approvers":{"g":2}}');
INSERT INTO approvals VALUES (4, 'uzkvbrnenezaeaolh5ceoivofj2a6wsm5tz2veywkptzh67ahgcq', 2, 28725940505216, 1, 1795371281577, 32472144000000, 1767323045000, 'release', 'embedded:release:rejected', 'arn:aws:states:us-east-1:123456789012:execution:release:rejected', 'Ask', 'Release?', '{"name":"app"}', '{"issuer":"stepgate:anonymous","subject":"anonymous","groups":[],"claims":{}}', '{"approvers":{"g":2}}');
INSERT INTO audit VALUES (1, 'fa3f0518f40596c7204d5bcfd3471e13ddf2db466c3f73424243d2cf2888fcea', '1 fa3f0518f40596c7204d5bcfd3471e13ddf2db466c3f73424243d2cf2888fcea {"version":1,"type":"ConfigurationActivated","time":"2026-11-22T18:14:38.593Z","actor":{"issuer":"stepgate:worker","subject":"worker"},"generation":1,"sha256":"0000000000000000000000000000000000000000000000000000000000000000"}');
INSERT INTO audit VALUES (2, '9c194ca1823cc1c3a3433c4d56bdbc179c3dd1af1571377864894278052db1ca', '2 9c194ca1823cc1c3a3433c4d56bdbc179c3dd1af1571377864894278052db1ca {"version":1,"type":"ActivityCreated","time":"2026-11-22T18:14:41.004Z","actor":{"issuer":"stepgate:worker","subject":"worker"},"activity":"arn:aws:states:us-east-1:123456789012:activity:release"}');
INSERT INTO audit VALUES (3, 'd2722268aa254879ba814f0752afc69026a614db540df7094d78fb28bf6f4afc', '3 d2722268aa254879ba814f0752afc69026a614db540df7094d78fb28bf6f4afc {"version":1,"type":"ActivityCreated","time":"2026-11-22T18:14:41.005Z","actor":{"issuer":"stepgate:worker","subject":"worker"},"activity":"arn:aws:states:us-east-1:123456789012:activity:work"}');
INSERT INTO audit VALUES (4, '8f73ef1c7b9357ae4993742d96c4215ae5a008b3280eeae92e93dca37c8171d6', '4 8f73ef1c7b9357ae4993742d96c4215ae5a008b3280eeae92e93dca37c8171d6 {"version":1,"type":"ExecutionStarted","time":"2026-11-22T18:14:41.101Z","actor":{"issuer":"stepgate:anonymous","subject":"anonymous"},"execution":"arn:aws:states:us-east-1:123456789012:execution:loop:removed","status":"RUNNING"}');
INSERT INTO audit VALUES (5, '76a53e39407c62e522a1989812c6364d25bc8fdbc3142fddb2f06a7859064e0a', '5 76a53e39407c62e522a1989812c6364d25bc8fdbc3142fddb2f06a7859064e0a {"version":1,"type":"ExecutionEnded","time":"2026-11-22T18:14:41.221Z","actor":{"issuer":"stepgate:worker","subject":"worker"},"execution":"arn:aws:states:us-east-1:123456789012:execution:loop:removed","status":"SUCCEEDED"}');
INSERT INTO audit VALUES (6, '2c93bed1f2b70b9238866265cf5634fe2cf8171085787655ba42081a165606f8', '6 2c93bed1f2b70b9238866265cf5634fe2cf8171085787655ba42081a165606f8 {"version":1,"type":"ExecutionsRemoved","time":"2026-11-22T18:14:41.235Z","actor":{"issuer":"stepgate:worker","subject":"worker"},"count":1}');
INSERT INTO audit VALUES (7, 'ee0d2dcb3192e4193e9b8b516c7d782edd6f10b5504ad423d2b4a0b36e0813c7', '7 ee0d2dcb3192e4193e9b8b516c7d782edd6f10b5504ad423d2b4a0b36e0813c7 {"version":1,"type":"ExecutionStarted","time":"2026-11-22T18:14:41.310Z","actor":{"issuer":"stepgate:anonymous","subject":"anonymous"},"execution":"arn:aws:states:us-east-1:123456789012:execution:loop:ended","status":"RUNNING"}');
INSERT INTO audit VALUES (8, '3f9ae15c2e174c8fecd515f3b8a3e5426c39eb7136e419e14c292071a6adef66', '8 3f9ae15c2e174c8fecd515f3b8a3e5426c39eb7136e419e14c292071a6adef66 {"version":1,"type":"ExecutionEnded","time":"2026-11-22T18:14:41.332Z","actor":{"issuer":"stepgate:worker","subject":"worker"},"execution":"arn:aws:states:us-east-1:123456789012:execution:loop:ended","status":"SUCCEEDED"}');
INSERT INTO audit VALUES (9, 'a84b3bb6142886c5623347f856102442863dd5da07ce0c84062068e2ada200ad', '9 a84b3bb6142886c5623347f856102442863dd5da07ce0c84062068e2ada200ad {"version":1,"type":"ExecutionStarted","time":"2026-11-22T18:14:41.389Z","actor":{"issuer":"stepgate:anonymous","subject":"anonymous"},"execution":"arn:aws:states:us-east-1:123456789012:execution:fails:n","status":"RUNNING"}');
INSERT INTO audit VALUES (10, '6b2bfe37c3a019425c3ffe8982df7fb2e5efe2e8ad2c4f472fe19445947c20a9', '10 6b2bfe37c3a019425c3ffe8982df7fb2e5efe2e8ad2c4f472fe19445947c20a9 {"version":1,"type":"ExecutionEnded","time":"2026-11-22T18:14:41.399Z","actor":{"issuer":"stepgate:worker","subject":"worker"},"execution":"arn:aws:states:us-east-1:123456789012:execution:fails:n","status":"FAILED"}');
INSERT INTO audit VALUES (11, 'fcfd164a02f3e57c3c102147822e10e3c85bf2071c63d7c9de2fe460aaa8e169', '11 fcfd164a02f3e57c3c102147822e10e3c85bf2071c63d7c9de2fe460aaa8e169 {"version":1,"type":"ExecutionStarted","time":"2026-11-22T18:14:41.415Z","actor":{"issuer":"stepgate:anonymous","subject":"anonymous"},"execution":"arn:aws:states:us-east-1:123456789012:execution:steps:n","status":"RUNNING"}');
INSERT INTO audit VALUES (12, '0ef5411eec92cf1eb1d77353ebc8490500452279632deae6d4482b58d6939d89', '12 0ef5411eec92cf1eb1d77353ebc8490500452279632deae6d4482b58d6939d89 {"version":1,"type":"ExecutionStarted","time":"2026-11-22T18:14:41.435Z","actor":{"issuer":"stepgate:anonymous","subject":"anonymous"},"execution":"arn:aws:states:us-east-1:123456789012:execution:items:n","status":"RUNNING"}');
INSERT INTO audit VALUES (13, 'bc3111056acf6c6153b63d4e561241a92cb1947a85c3772f4346b9b45db413bd', '13 bc3111056acf6c6153b63d4e561241a92cb1947a85c3772f4346b9b45db413bd {"version":1,"type":"ExecutionStarted","time":"2026-11-22T18:14:41.470Z","actor":{"issuer":"stepgate:anonymous","subject":"anonymous"},"execution":"arn:aws:states:us-east-1:123456789012:execution:ask:n","status":"RUNNING"}');
INSERT INTO audit VALUES (14, '1e30a94c0b384a0132763e5d7f1e520f3173141833e04598324c3c09dc5f6a06', '14 1e30a94c0b384a0132763e5d7f1e520f3173141833e04598324c3c09dc5f6a06 {"version":1,"type":"ExecutionStarted","time":"2026-11-22T18:14:41.479Z","actor":{"issuer":"stepgate:anonymous","subject":"anonymous"},"execution":"arn:aws:states:us-east-1:123456789012:execution:work:n","status":"RUNNING"}');
INSERT INTO audit VALUES (15, '036c857a209db5d76a51f6a2cd656cc1d0ee350197083e07309481ec949e44a9', '15 036c857a209db5d76a51f6a2cd656cc1d0ee350197083e07309481ec949e44a9 {"version":1,"type":"ExecutionStarted","time":"2026-11-22T18:14:41.486Z","actor":{"issuer":"stepgate:anonymous","subject":"anonymous"},"execution":"arn:aws:states:us-east-1:123456789012:execution:nest:n","status":"RUNNING"}');
INSERT INTO audit VALUES (16, 'e206f08768bfff8eb9199c29fb6dbee93b545f3663767d67a7120306702e1d0c', '16 e206f08768bfff8eb9199c29fb6dbee93b545f3663767d67a7120306702e1d0c {"version":1,"type":"ExecutionStarted","time":"2026-11-22T18:14:41.499Z","actor":{"issuer":"stepgate:anonymous","subject":"anonymous"},"execution":"arn:aws:states:us-east-1:123456789012:execution:fan:n","status":"RUNNING"}');
INSERT INTO audit VALUES (17, 'b8bde517b076c8755a4fcff413f7ee2fe16302d468e86dd21d674923fb3a5e43', '17 b8bde517b076c8755a4fcff413f7ee2fe16302d468e86dd21d674923fb3a5e43 {"version":1,"type":"ExecutionStarted","time":"2026-11-22T18:14:41.525Z","actor":{"issuer":"stepgate:anonymous","subject":"anonymous"},"execution":"arn:aws:states:us-east-1:123456789012:execution:rest:n","status":"RUNNING"}');
INSERT INTO audit VALUES (19, 'eca8e9181d5ddf77eb0d7fa4fa5bb613805a5a86a5ac77074828ea692de72a4f', '18 c446058380c5d61b22fe3ee628437f6dd30f48f10c05a8f46ec29c7e66c20cda {"version":1,"type":"ExecutionStarted","time":"2026-11-22T18:14:41.529Z","actor":{"issuer":"stepgate:anonymous","subject":"anonymous"},"execution":"arn:aws:states:us-east-1:123456789012:execution:steps:a29d7072-1a22-46fb-d5af-5f8141b4642c","status":"RUNNING"}
19 eca8e9181d5ddf77eb0d7fa4fa5bb613805a5a86a5ac77074828ea692de72a4f {"version":1,"type":"ExecutionStarted","time":"2026-11-22T18:14:41.531Z","actor":{"issuer":"stepgate:anonymous","subject":"anonymous"},"execution":"arn:aws:states:us-east-1:123456789012:execution:ask:949aea75-ad7f-2faf-76b0-9291d9de0cbc","status":"RUNNING"}');
INSERT INTO audit VALUES (21, 'a42c7fb5e50b8ffca4e37f5fa24ab8679a291a46caffcaef6b26a93d98954538', '20 a3421a97966adbd7a6bdec22cc54f2863ac4d815b2bd757a0c8118b673307c65 {"version":1,"type":"ExecutionStarted","time":"2026-11-22T18:14:41.543Z","actor":{"issuer":"stepgate:anonymous","subject":"anonymous"},"execution":"arn:aws:states:us-east-1:123456789012:execution:release:asked","status":"RUNNING"}
21 a42c7fb5e50b8ffca4e37f5fa24ab8679a291a46caffcaef6b26a93d98954538 {"version":1,"type":"ApprovalAsked","time":"2026-11-22T18:14:41.543Z","actor":{"issuer":"stepgate:anonymous","subject":"anonymous"},"approval":"btqivtqr6o5ewlzhzvfknmockhohcd7ndq7tlmfpp5itrnpr6axq","execution":"arn:aws:states:us-east-1:123456789012:execution:release:asked"}');
INSERT INTO audit VALUES (23, '5e75dbaf25bb0938a849ca281a4edd6a96fe6a43229966fd447cdd4d21354cf6', '22 b9dbb56c5727a6c10690dc2bb73359025bbdac0ca39343656f5f43f30a90b12f {"version":1,"type":"ExecutionStarted","time":"2026-11-22T18:14:41.561Z","actor":{"issuer":"stepgate:anonymous","subject":"anonymous"},"execution":"arn:aws:states:us-east-1:123456789012:execution:release:halfway","status":"RUNNING"}
23 5e75dbaf25bb0938a849ca281a4edd6a96fe6a43229966fd447cdd4d21354cf6 {"version":1,"type":"ApprovalAsked","time":"2026-11-22T18:14:41.561Z","actor":{"issuer":"stepgate:anonymous","subject":"anonymous"},"approval":"b2oiealqjgrvahmyy33q3xqfkyu75zgml3xyyuuo2qxkl57uq7ua","execution":"arn:aws:states:us-east-1:123456789012:execution:release:halfway"}');
INSERT INTO audit VALUES (25, '8913f4fcc6ec6dff36ef4b6c206437fa8abcfecaf07c80c298ae6d9395e5fa59', '24 445b86c6967c7e3d717a6e3382b632ea85a93306d95ec6ac5faa6bc85d3bbbe8 {"version":1,"type":"ExecutionStarted","time":"2026-11-22T18:14:41.569Z","actor":{"issuer":"stepgate:anonymous","subject":"anonymous"},"execution":"arn:aws:states:us-east-1:123456789012:execution:release:approved","status":"RUNNING"}
25 8913f4fcc6ec6dff36ef4b6c206437fa8abcfecaf07c80c298ae6d9395e5fa59 {"version":1,"type":"ApprovalAsked","time":"2026-11-22T18:14:41.569Z","actor":{"issuer":"stepgate:anonymous","subject":"anonymous"},"approval":"kwrqo3vpvpzgfcgxl54lcbctjsz47wgvhjgdktw7tl4lmwpdzsxq","execution":"arn:aws:states:us-east-1:123456789012:execution:release:approved"}');
INSERT INTO audit VALUES (27, '0137b00e0e82228488327f5d3f059bc83d9e972a5b27192b96883064f510c37c', '26 8fcffd1cd1ced847130f049441cfdbc95828bd6b5388ce3d8351b40c5bd7543e {"version":1,"type":"ExecutionStarted","time":"2026-11-22T18:14:41.577Z","actor":{"issuer":"stepgate:anonymous","subject":"anonymous"},"execution":"arn:aws:states:us-east-1:123456789012:execution:release:rejected","status":"RUNNING"}
27 0137b00e0e82228488327f5d3f059bc83d9e972a5b27192b96883064f510c37c {"version":1,"type":"ApprovalAsked","time":"2026-11-22T18:14:41.577Z","actor":{"issuer":"stepgate:anonymous","subject":"anonymous"},"approval":"uzkvbrnenezaeaolh5ceoivofj2a6wsm5tz2veywkptzh67ahgcq","execution":"arn:aws:states:us-east-1:123456789012:execution:release:rejected"}');
INSERT INTO audit VALUES (28, 'd7c70556e3498aacefa6aef6c770bc645256d87d6392de299648c0044973f8d6', '28 d7c70556e3498aacefa6aef6c770bc645256d87d6392de299648c0044973f8d6 {"version":1,"type":"ApprovalDecided","time":"2026-11-22T18:14:41.589Z","actor":{"issuer":"stepgate:worker","subject":"worker"},"approval":"b2oiealqjgrvahmyy33q3xqfkyu75zgml3xyyuuo2qxkl57uq7ua","answer":"approve","outcome":"open"}');
INSERT INTO audit VALUES (30, '78b48b11ec62ec0192169e46408a8b3361e845ffda601e6338eac6c64e18d5ac', '29 3ff55e165892fe82d221066f57027dabc3cf76b4f00ef55f3c46a5e9ea4cd28e {"version":1,"type":"ExecutionStarted","time":"2026-11-22T18:14:41.594Z","actor":{"issuer":"stepgate:anonymous","subject":"anonymous"},"execution":"arn:aws:states:us-east-1:123456789012:execution:fan/8096622b-be18-3e77-b1df-867bd79aa297:b067408e-2c2b-af7f-ae4d-c77fdd588896","status":"RUNNING"}
30 78b48b11ec62ec0192169e46408a8b3361e845ffda601e6338eac6c64e18d5ac {"version":1,"type":"ExecutionStarted","time":"2026-11-22T18:14:41.605Z","actor":{"issuer":"stepgate:anonymous","subject":"anonymous"},"execution":"arn:aws:states:us-east-1:123456789012:execution:fan/8096622b-be18-3e77-b1df-867bd79aa297:250dfdd9-3c0f-b2b7-47fc-bafc6da3e4e0","status":"RUNNING"}');
INSERT INTO audit VALUES (31, '812e4fbfc25a34badc7796a3abdba3a52d96933b210632de3bb52f9bf2275736', '31 812e4fbfc25a34badc7796a3abdba3a52d96933b210632de3bb52f9bf2275736 {"version":1,"type":"ApprovalDecided","time":"2026-11-22T18:14:41.616Z","actor":{"issuer":"stepgate:worker","subject":"worker"},"approval":"kwrqo3vpvpzgfcgxl54lcbctjsz47wgvhjgdktw7tl4lmwpdzsxq","answer":"approve","outcome":"open"}');
INSERT INTO audit VALUES (32, 'ecc84a9ef5948527bdfbd1ee14f31b0aa5d84ac61cb5987c013da3d9daf884d1', '32 ecc84a9ef5948527bdfbd1ee14f31b0aa5d84ac61cb5987c013da3d9daf884d1 {"version":1,"type":"ApprovalDecided","time":"2026-11-22T18:14:41.629Z","actor":{"issuer":"stepgate:worker","subject":"worker"},"approval":"kwrqo3vpvpzgfcgxl54lcbctjsz47wgvhjgdktw7tl4lmwpdzsxq","answer":"approve","outcome":"approved"}');
INSERT INTO audit VALUES (34, '59404b894c66428260875eabd25837058d48c538c9908b45a79553eec433f97c', '33 3f16c0877cf86ee3393ee390b37450feb602ce4517a7df325d48e8d85c62fab7 {"version":1,"type":"ExecutionEnded","time":"2026-11-22T18:14:41.638Z","actor":{"issuer":"stepgate:worker","subject":"worker"},"execution":"arn:aws:states:us-east-1:123456789012:execution:release:approved","status":"SUCCEEDED"}
34 59404b894c66428260875eabd25837058d48c538c9908b45a79553eec433f97c {"version":1,"type":"ApprovalDecided","time":"2026-11-22T18:14:41.638Z","actor":{"issuer":"stepgate:worker","subject":"worker"},"approval":"uzkvbrnenezaeaolh5ceoivofj2a6wsm5tz2veywkptzh67ahgcq","answer":"reject","reason":"because","outcome":"rejected"}');
INSERT INTO audit VALUES (35, 'eb79c8ac0485d5dd31ab9f01bd2b682c6b02ba971495f080d2b7242407ec3185', '35 eb79c8ac0485d5dd31ab9f01bd2b682c6b02ba971495f080d2b7242407ec3185 {"version":1,"type":"ExecutionEnded","time":"2026-11-22T18:14:41.647Z","actor":{"issuer":"stepgate:worker","subject":"worker"},"execution":"arn:aws:states:us-east-1:123456789012:execution:release:rejected","status":"SUCCEEDED"}');
INSERT INTO audit VALUES (36, 'b1cd32e0fb37367e2708c1135b850741a9979ca3fb562564a5de74accf747388', '36 b1cd32e0fb37367e2708c1135b850741a9979ca3fb562564a5de74accf747388 {"version":1,"type":"SchedulePaused","time":"2026-11-22T18:14:41.665Z","actor":{"issuer":"stepgate:worker","subject":"worker"},"schedule":"paused"}');
INSERT INTO audit VALUES (37, '85ad9200f7f1a351214de379c9d24c571f28349fb7f022e13995911a0731b7c6', '37 85ad9200f7f1a351214de379c9d24c571f28349fb7f022e13995911a0731b7c6 {"version":1,"type":"ReceiverDisabled","time":"2026-11-22T18:14:41.667Z","actor":{"issuer":"stepgate:worker","subject":"worker"},"address":"https://gone.example/hook"}');
INSERT INTO children VALUES (28725940503760, 1, 28725940504386);
INSERT INTO children VALUES (28725940503760, 2, 28725940504385);
INSERT INTO configuration VALUES (1, '0000000000000000000000000000000000000000000000000000000000000000', 'bundle');
INSERT INTO definitions VALUES ('9044833fa058970f3e8fffce51e1ce3cfa659b4bbc43e98b373ba1fdb8caaabb', '{"StartAt":"First","States":{
  "First":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","ResultPath":null,
"Retry":[{"ErrorEquals":["E"],"IntervalSeconds":1,"MaxAttempts":2}],"Next":"Rest"},
  "Rest":{"Type":"Wait","Seconds":2,"Next":"Both"},
  "Both":{"Type":"Parallel","ResultPath":null,"Next":"Last",
    "Catch":[{"ErrorEquals":["States.ALL"],"ResultPath":null,"Next":"Last"}],
    "Branches":[
      {"StartAt":"A","States":{"A":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","ResultPath":null,
"Retry":[{"ErrorEquals":["E"],"IntervalSeconds":1,"MaxAttempts":2}],"End":true}}},
      {"StartAt":"B","States":{"B":{"Type":"Wait","Seconds":1,"Next":"C"},
        "C":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","ResultPath":null,
"Retry":[{"ErrorEquals":["E"],"IntervalSeconds":1,"MaxAttempts":2}],"TimeoutSeconds":5,"End":true}}}]},
  "Last":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","ResultPath":null,
"Retry":[{"ErrorEquals":["E"],"IntervalSeconds":1,"MaxAttempts":2}],"End":true}}}
');
INSERT INTO definitions VALUES ('2991eee2d78f72b75ccc073aff9544c71f87bef1abc5dffb666bc68d65eb5221', '{"StartAt":"M","States":{
  "M":{"Type":"Map","ItemsPath":"$$.Execution.Input","MaxConcurrency":2,"ResultPath":null,
    "ToleratedFailureCount":1,"Next":"Last",
    "Catch":[{"ErrorEquals":["States.ALL"],"ResultPath":null,"Next":"Last"}],
    "ItemProcessor":{"StartAt":"T","States":{
      "T":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","ResultPath":null,
"Retry":[{"ErrorEquals":["E"],"IntervalSeconds":1,"MaxAttempts":2}],"Next":"W"},"W":{"Type":"Wait","Seconds":1,"End":true}}}},
  "Last":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","ResultPath":null,
"Retry":[{"ErrorEquals":["E"],"IntervalSeconds":1,"MaxAttempts":2}],"End":true}}}
');
INSERT INTO definitions VALUES ('fa46f2c6abcd774d8bb3f4ad220f153d60095130d905d73658843098a6dd4e82', '{"QueryLanguage":"JSONata","StartAt":"Zero","States":{
  "Zero":{"Type":"Pass","Assign":{"n":0},"Next":"Add"},
  "Add":{"Type":"Pass","Assign":{"n":"{% $n + 1 %}"},"Next":"Enough"},
  "Enough":{"Type":"Choice","Default":"Add",
    "Choices":[{"Condition":"{% $n >= 9 %}","Next":"T"}]},
  "T":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","End":true,
    "Arguments":{"n":"{% $n %}"}}}}
');
INSERT INTO definitions VALUES ('f8263435f6ba21ebc9a05ab35e81f8299289878ab2a90c1294bad6918cab5005', '{"StartAt":"Ask","States":{
  "Ask":{"Type":"Task","Resource":"arn:aws:states:::x:ask.waitForTaskToken",
    "Parameters":{"token.$":"$$.Task.Token"},"TimeoutSeconds":300,"ResultPath":null,
    "Retry":[{"ErrorEquals":["States.ALL"],"IntervalSeconds":1,"MaxAttempts":2}],
    "Next":"Last"},
  "Last":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","ResultPath":null,
"Retry":[{"ErrorEquals":["E"],"IntervalSeconds":1,"MaxAttempts":2}],"End":true}}}
');
INSERT INTO definitions VALUES ('dbc809105411e344d4f02305e21c3b78de259f183ae0705ffb7b0045ebecbeb9', '{"StartAt":"Work","States":{
  "Work":{"Type":"Task","Resource":"arn:aws:states:us-east-1:123456789012:activity:work","TimeoutSeconds":300,"ResultPath":null,
    "Retry":[{"ErrorEquals":["States.ALL"],"IntervalSeconds":1,"MaxAttempts":2}],
    "Next":"Last"},
  "Last":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","ResultPath":null,
"Retry":[{"ErrorEquals":["E"],"IntervalSeconds":1,"MaxAttempts":2}],"End":true}}}
');
INSERT INTO definitions VALUES ('f2b8feef1abade9f69f7758a6f9c6ac1f192d50dbb4048c5d19eff59581d81d3', '{"StartAt":"Nest","States":{
  "Nest":{"Type":"Parallel","ResultPath":null,"Next":"Last",
    "Catch":[{"ErrorEquals":["States.ALL"],"ResultPath":null,"Next":"Last"}],
    "Branches":[{"StartAt":"N1","States":{"N1":{"Type":"Task","End":true,
  "Resource":"arn:aws:states:::states:startExecution.sync:2","Parameters":{"Input":[1,2],
    "StateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:ask"}}}}
,{"StartAt":"N2","States":{"N2":{"Type":"Task","End":true,
  "Resource":"arn:aws:states:::states:startExecution.sync:2","Parameters":{"Input":[1,2],
    "StateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:steps"}}}}
]},
  "Last":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","ResultPath":null,
"Retry":[{"ErrorEquals":["E"],"IntervalSeconds":1,"MaxAttempts":2}],"End":true}}}
');
INSERT INTO definitions VALUES ('cd60da26d9829ae0eb7bfeb0dbb8b9da5ebf87be70116eedc72e1c0f8adbf396', '{"StartAt":"D","States":{
  "D":{"Type":"Map","ItemsPath":"$$.Execution.Input","MaxConcurrency":2,"ResultPath":null,
    "Next":"Last",
    "Catch":[{"ErrorEquals":["States.ALL"],"ResultPath":null,"Next":"Last"}],
    "ItemProcessor":{
      "ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},
      "StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","ResultPath":null,
"Retry":[{"ErrorEquals":["E"],"IntervalSeconds":1,"MaxAttempts":2}],"End":true}}}},
  "Last":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","ResultPath":null,
"Retry":[{"ErrorEquals":["E"],"IntervalSeconds":1,"MaxAttempts":2}],"End":true}}}
');
INSERT INTO definitions VALUES ('cb4cd40669bd015d0b17335039b8d01422a36a5d31b2413e3b5fcc2d39122bce', '{"StartAt":"S0","States":{"S0":{"Type":"Map","ItemsPath":"$$.Execution.Input","MaxConcurrency":1,"ToleratedFailureCount":1,"ItemProcessor":{"StartAt":"S1","States":{"S1":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","ResultPath":null,"HeartbeatSeconds":3,"TimeoutSeconds":9,"Next":"S2"},"S2":{"Type":"Map","ItemsPath":"$$.Execution.Input","MaxConcurrency":1,"ItemProcessor":{"StartAt":"S4","States":{"S4":{"Type":"Parallel","Branches":[{"StartAt":"S6","States":{"S6":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","ResultPath":null,"HeartbeatSeconds":3,"TimeoutSeconds":9,"Retry":[{"ErrorEquals":["E"],"MaxAttempts":1,"JitterStrategy":"FULL"}],"End":true}}}],"Retry":[{"ErrorEquals":["E"],"MaxAttempts":1,"JitterStrategy":"FULL"}],"Catch":[{"ErrorEquals":["States.ALL"],"Next":"S5"}],"ResultPath":null,"Next":"S5"},"S5":{"Type":"Parallel","Branches":[{"StartAt":"S7","States":{"S7":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","ResultPath":null,"Next":"S8"},"S8":{"Type":"Fail","Error":"E"}}},{"StartAt":"S9","States":{"S9":{"Type":"Pass","ResultPath":null,"End":true}}}],"Retry":[{"ErrorEquals":["E"],"MaxAttempts":1,"JitterStrategy":"FULL"}],"ResultPath":null,"End":true}}},"Catch":[{"ErrorEquals":["States.ALL"],"Next":"S3"}],"ResultPath":null,"Next":"S3"},"S3":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","ResultPath":null,"End":true}}},"ResultPath":null,"End":true}}}');
INSERT INTO definitions VALUES ('e4c743d5e5ae6001cf22211036f61051f5bff6b297c057480e88c34782f1bace', '{"StartAt":"R","States":{"R":{"Type":"Wait","Seconds":20,"Next":"V"},
  "V":{"Type":"Pass","Result":{"text":"large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large large "},"End":true}}}
');
INSERT INTO definitions VALUES ('df1f9f56c0e8ca288b4e43109b0199236665668f349f137338a52a71fb8717cc', '{"StartAt":"Ask","States":{
  "Ask":{"Type":"Task","Resource":"arn:aws:states:us-east-1:123456789012:activity:release",
    "Catch":[{"ErrorEquals":["No"],"Next":"Told"}],"Next":"Told"},
  "Told":{"Type":"Pass","End":true}}}');
INSERT INTO definitions VALUES ('96a5d1cc037d6d6b04a25828ea126bf0f302b7f8c49192310e127ab7824ed589', '{"StartAt":"F","States":{"F":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","End":true}}}');
INSERT INTO definitions VALUES ('9d125cb388484fdc10e0740037039ac958bd80d742dff58ac7daffdc341568df', '{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","ResultPath":null,"Retry":[{"ErrorEquals":["E"],"IntervalSeconds":1,"MaxAttempts":2}],"End":true}}}');
INSERT INTO disabled_targets VALUES ('https://gone.example/hook', 1767323045000);
INSERT INTO executions VALUES (28725940500928, 'loop', 'ended', -799273605951788932, 1, 2, 1795371281332, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:loop:ended","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:loop","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795371281308,"input":{"text":"[1,2,3]"},"definition":"fa46f2c6abcd774d8bb3f4ad220f153d60095130d905d73658843098a6dd4e82","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}"}', '{"version":1,"status":"SUCCEEDED","nextEventId":46,"nextFrame":1,"nextTask":2,"nextTimer":1,"nextPayload":1,"output":{"json":1},"stopTime":1795371281332}', 45, '{"version":1,"firstId":1,"time":1795371281308,"events":[{"type":"ExecutionStarted","details":{"input":{"json":[1,2,3]},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"PassStateEntered","previousId":0,"details":{"name":"Zero","input":{"same":true}}},{"type":"PassStateExited","details":{"name":"Zero","output":{"same":true},"assignedVariables":{"variables":{"n":{"json":0}}}}},{"type":"PassStateEntered","details":{"name":"Add","input":{"same":true}}},{"type":"PassStateExited","details":{"name":"Add","output":{"same":true},"assignedVariables":{"variables":{"n":{"json":1}}}}},{"type":"ChoiceStateEntered","details":{"name":"Enough","input":{"same":true}}},{"type":"ChoiceStateExited","details":{"name":"Enough","output":{"same":true}}},{"type":"PassStateEntered","details":{"name":"Add","input":{"same":true}}},{"type":"PassStateExited","details":{"name":"Add","output":{"same":true},"assignedVariables":{"variables":{"n":{"json":2}}}}},{"type":"ChoiceStateEntered","details":{"name":"Enough","input":{"same":true}}},{"type":"ChoiceStateExited","details":{"name":"Enough","output":{"same":true}}},{"type":"PassStateEntered","details":{"name":"Add","input":{"same":true}}},{"type":"PassStateExited","details":{"name":"Add","output":{"same":true},"assignedVariables":{"variables":{"n":{"json":3}}}}},{"type":"ChoiceStateEntered","details":{"name":"Enough","input":{"same":true}}},{"type":"ChoiceStateExited","details":{"name":"Enough","output":{"same":true}}},{"type":"PassStateEntered","details":{"name":"Add","input":{"same":true}}},{"type":"PassStateExited","details":{"name":"Add","output":{"same":true},"assignedVariables":{"variables":{"n":{"json":4}}}}},{"type":"ChoiceStateEntered","details":{"name":"Enough","input":{"same":true}}},{"type":"ChoiceStateExited","details":{"name":"Enough","output":{"same":true}}},{"type":"PassStateEntered","details":{"name":"Add","input":{"same":true}}},{"type":"PassStateExited","details":{"name":"Add","output":{"same":true},"assignedVariables":{"variables":{"n":{"json":5}}}}},{"type":"ChoiceStateEntered","details":{"name":"Enough","input":{"same":true}}},{"type":"ChoiceStateExited","details":{"name":"Enough","output":{"same":true}}},{"type":"PassStateEntered","details":{"name":"Add","input":{"same":true}}},{"type":"PassStateExited","details":{"name":"Add","output":{"same":true},"assignedVariables":{"variables":{"n":{"json":6}}}}},{"type":"ChoiceStateEntered","details":{"name":"Enough","input":{"same":true}}},{"type":"ChoiceStateExited","details":{"name":"Enough","output":{"same":true}}},{"type":"PassStateEntered","details":{"name":"Add","input":{"same":true}}},{"type":"PassStateExited","details":{"name":"Add","output":{"same":true},"assignedVariables":{"variables":{"n":{"json":7}}}}},{"type":"ChoiceStateEntered","details":{"name":"Enough","input":{"same":true}}},{"type":"ChoiceStateExited","details":{"name":"Enough","output":{"same":true}}},{"type":"PassStateEntered","details":{"name":"Add","input":{"same":true}}},{"type":"PassStateExited","details":{"name":"Add","output":{"same":true},"assignedVariables":{"variables":{"n":{"json":8}}}}},{"type":"ChoiceStateEntered","details":{"name":"Enough","input":{"same":true}}},{"type":"ChoiceStateExited","details":{"name":"Enough","output":{"same":true}}},{"type":"PassStateEntered","details":{"name":"Add","input":{"same":true}}},{"type":"PassStateExited","details":{"name":"Add","output":{"same":true},"assignedVariables":{"variables":{"n":{"json":9}}}}},{"type":"ChoiceStateEntered","details":{"name":"Enough","input":{"same":true}}},{"type":"ChoiceStateExited","details":{"name":"Enough","output":{"same":true}}},{"type":"TaskStateEntered","details":{"name":"T","input":{"same":true}}},{"type":"TaskScheduled","details":{"resourceType":"http","resource":"invoke","region":"us-east-1","parameters":{"json":{"n":9}}}},{"type":"TaskStarted","details":{"resourceType":"http","resource":"invoke"}}]}');
INSERT INTO executions VALUES (28725940501600, 'fails', 'n', 5374623587262831416, 2, 2, 1795371281396, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:fails:n","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:fails","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795371281350,"input":{"text":"[1,2,3]"},"definition":"96a5d1cc037d6d6b04a25828ea126bf0f302b7f8c49192310e127ab7824ed589","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}"}', '{"version":1,"status":"FAILED","nextEventId":7,"nextFrame":1,"nextTask":2,"nextTimer":1,"nextPayload":1,"error":"E","cause":"why","stopTime":1795371281396,"resumable":true}', 6, '{"version":1,"firstId":1,"time":1795371281352,"events":[{"type":"ExecutionStarted","details":{"input":{"json":[1,2,3]},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"TaskStateEntered","previousId":0,"details":{"name":"F","input":{"same":true}}},{"type":"TaskScheduled","details":{"resourceType":"http","resource":"invoke","region":"us-east-1","parameters":{"same":true}}},{"type":"TaskStarted","details":{"resourceType":"http","resource":"invoke"}}]}');
INSERT INTO executions VALUES (28725940502400, 'steps', 'n', 5399539423835284209, 0, 1, NULL, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:steps:n","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:steps","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795371281400,"input":{"text":"[1,2,3]"},"definition":"9044833fa058970f3e8fffce51e1ce3cfa659b4bbc43e98b373ba1fdb8caaabb","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}"}', '{"version":1,"status":"RUNNING","nextEventId":5,"nextFrame":1,"nextTask":2,"nextTimer":1,"nextPayload":1}', 4, '{"version":1,"firstId":1,"time":1795371281414,"events":[{"type":"ExecutionStarted","details":{"input":{"json":[1,2,3]},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"TaskStateEntered","previousId":0,"details":{"name":"First","input":{"same":true}}},{"type":"TaskScheduled","details":{"resourceType":"http","resource":"invoke","region":"us-east-1","parameters":{"same":true}}},{"type":"TaskStarted","details":{"resourceType":"http","resource":"invoke"}}]}');
INSERT INTO executions VALUES (28725940502864, 'items', 'n', 5666458805605106244, 0, 1, NULL, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:items:n","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:items","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795371281429,"input":{"text":"[1,2,3]"},"definition":"2991eee2d78f72b75ccc073aff9544c71f87bef1abc5dffb666bc68d65eb5221","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}"}', '{"version":1,"status":"RUNNING","nextEventId":12,"nextFrame":4,"nextTask":3,"nextTimer":1,"nextPayload":1}', 11, '{"version":1,"firstId":1,"time":1795371281429,"events":[{"type":"ExecutionStarted","details":{"input":{"json":[1,2,3]},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"MapStateEntered","previousId":0,"details":{"name":"M","input":{"same":true}}},{"type":"MapStateStarted","details":{"length":3}},{"type":"MapIterationStarted","details":{"name":"M","index":0}},{"type":"TaskStateEntered","details":{"name":"T","input":{"json":1}}},{"type":"TaskScheduled","details":{"resourceType":"http","resource":"invoke","region":"us-east-1","parameters":{"same":true}}},{"type":"TaskStarted","details":{"resourceType":"http","resource":"invoke"}},{"type":"MapIterationStarted","previousId":3,"details":{"name":"M","index":1}},{"type":"TaskStateEntered","details":{"name":"T","input":{"json":2}}},{"type":"TaskScheduled","details":{"resourceType":"http","resource":"invoke","region":"us-east-1","parameters":{"same":true}}},{"type":"TaskStarted","details":{"resourceType":"http","resource":"invoke"}}]}');
INSERT INTO executions VALUES (28725940503104, 'ask', 'n', -8028343841278420170, 0, 2, NULL, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:ask:n","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:ask","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795371281444,"input":{"text":"[1,2,3]"},"definition":"f8263435f6ba21ebc9a05ab35e81f8299289878ab2a90c1294bad6918cab5005","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}"}', '{"version":1,"status":"RUNNING","nextEventId":6,"nextFrame":1,"nextTask":2,"nextTimer":2,"nextPayload":1}', 5, '{"version":1,"firstId":1,"time":1795371281444,"events":[{"type":"ExecutionStarted","details":{"input":{"json":[1,2,3]},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"TaskStateEntered","previousId":0,"details":{"name":"Ask","input":{"same":true}}},{"type":"TaskScheduled","details":{"resourceType":"x","resource":"ask.waitForTaskToken","region":"us-east-1","parameters":{"json":{"token":"e84c18674eef522b4429364234c8c6a17812b93b0cd8b728f716b17d50f2cb4b"}},"timeoutInSeconds":300}},{"type":"TaskStarted","details":{"resourceType":"x","resource":"ask.waitForTaskToken"}}]}');
INSERT INTO executions VALUES (28725940503632, 'work', 'n', 8946183202994260510, 0, 1, NULL, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:work:n","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:work","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795371281477,"input":{"text":"[1,2,3]"},"definition":"dbc809105411e344d4f02305e21c3b78de259f183ae0705ffb7b0045ebecbeb9","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}"}', '{"version":1,"status":"RUNNING","nextEventId":4,"nextFrame":1,"nextTask":2,"nextTimer":2,"nextPayload":1}', 3, '{"version":1,"firstId":1,"time":1795371281477,"events":[{"type":"ExecutionStarted","details":{"input":{"json":[1,2,3]},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"TaskStateEntered","previousId":0,"details":{"name":"Work","input":{"same":true}}},{"type":"ActivityScheduled","details":{"resource":"arn:aws:states:us-east-1:123456789012:activity:work","input":{"same":true},"timeoutInSeconds":300}}]}');
INSERT INTO executions VALUES (28725940503760, 'nest', 'n', 2036257079677960180, 0, 2, NULL, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:nest:n","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:nest","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795371281485,"input":{"text":"[1,2,3]"},"definition":"f2b8feef1abade9f69f7758a6f9c6ac1f192d50dbb4048c5d19eff59581d81d3","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}"}', '{"version":1,"status":"RUNNING","nextEventId":12,"nextFrame":4,"nextTask":3,"nextTimer":1,"nextPayload":1}', 11, '{"version":1,"firstId":1,"time":1795371281485,"events":[{"type":"ExecutionStarted","details":{"input":{"json":[1,2,3]},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"ParallelStateEntered","previousId":0,"details":{"name":"Nest","input":{"same":true}}},{"type":"ParallelStateStarted"},{"type":"TaskStateEntered","details":{"name":"N1","input":{"same":true}}},{"type":"TaskScheduled","details":{"resourceType":"states","resource":"startExecution.sync:2","region":"us-east-1","parameters":{"json":{"Input":[1,2],"StateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:ask"}}}},{"type":"TaskStarted","details":{"resourceType":"states","resource":"startExecution.sync:2"}},{"type":"TaskStateEntered","previousId":3,"details":{"name":"N2","input":{"json":[1,2,3]}}},{"type":"TaskScheduled","details":{"resourceType":"states","resource":"startExecution.sync:2","region":"us-east-1","parameters":{"json":{"Input":[1,2],"StateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:steps"}}}},{"type":"TaskStarted","details":{"resourceType":"states","resource":"startExecution.sync:2"}}]}');
INSERT INTO executions VALUES (28725940503904, 'fan', 'n', -3176382809215925841, 0, 1, NULL, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:fan:n","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:fan","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795371281494,"input":{"text":"[1,2,3]"},"definition":"cd60da26d9829ae0eb7bfeb0dbb8b9da5ebf87be70116eedc72e1c0f8adbf396","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}"}', '{"version":1,"status":"RUNNING","nextEventId":5,"nextFrame":1,"nextTask":2,"nextTimer":1,"nextPayload":1}', 4, '{"version":1,"firstId":1,"time":1795371281494,"events":[{"type":"ExecutionStarted","details":{"input":{"json":[1,2,3]},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"MapStateEntered","previousId":0,"details":{"name":"D","input":{"same":true}}},{"type":"MapStateStarted","details":{"length":3}},{"type":"MapRunStarted","details":{"mapRunArn":"arn:aws:states:us-east-1:123456789012:mapRun:fan/8096622b-be18-3e77-b1df-867bd79aa297:b23af7ca-ab69-4fe9-8a36-07a55a9cf0a8"}}]}');
INSERT INTO executions VALUES (28725940504384, 'rest', 'n', 6158240628817623208, 0, 1, NULL, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:rest:n","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:rest","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795371281524,"input":{"text":"[1,2,3]"},"definition":"e4c743d5e5ae6001cf22211036f61051f5bff6b297c057480e88c34782f1bace","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}"}', '{"version":1,"status":"RUNNING","nextEventId":3,"nextFrame":1,"nextTask":1,"nextTimer":2,"nextPayload":1}', 2, '{"version":1,"firstId":1,"time":1795371281524,"events":[{"type":"ExecutionStarted","details":{"input":{"json":[1,2,3]},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"WaitStateEntered","previousId":0,"details":{"name":"R","input":{"same":true}}}]}');
INSERT INTO executions VALUES (28725940504385, 'steps', 'a29d7072-1a22-46fb-d5af-5f8141b4642c', 646532928194906808, 0, 1, NULL, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:steps:a29d7072-1a22-46fb-d5af-5f8141b4642c","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:steps","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795371281498,"input":{"text":"[1,2]"},"definition":"9044833fa058970f3e8fffce51e1ce3cfa659b4bbc43e98b373ba1fdb8caaabb","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}","parent":{"row":28725940503760,"task":2,"reply":"JSON"}}', '{"version":1,"status":"RUNNING","nextEventId":5,"nextFrame":1,"nextTask":2,"nextTimer":1,"nextPayload":1}', 4, '{"version":1,"firstId":1,"time":1795371281528,"events":[{"type":"ExecutionStarted","details":{"input":{"text":"[1,2]"},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"TaskStateEntered","previousId":0,"details":{"name":"First","input":{"same":true}}},{"type":"TaskScheduled","details":{"resourceType":"http","resource":"invoke","region":"us-east-1","parameters":{"same":true}}},{"type":"TaskStarted","details":{"resourceType":"http","resource":"invoke"}}]}');
INSERT INTO executions VALUES (28725940504386, 'ask', '949aea75-ad7f-2faf-76b0-9291d9de0cbc', -8527746857519947637, 0, 1, NULL, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:ask:949aea75-ad7f-2faf-76b0-9291d9de0cbc","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:ask","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795371281500,"input":{"text":"[1,2]"},"definition":"f8263435f6ba21ebc9a05ab35e81f8299289878ab2a90c1294bad6918cab5005","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}","parent":{"row":28725940503760,"task":1,"reply":"JSON"}}', '{"version":1,"status":"RUNNING","nextEventId":5,"nextFrame":1,"nextTask":2,"nextTimer":2,"nextPayload":1}', 4, '{"version":1,"firstId":1,"time":1795371281530,"events":[{"type":"ExecutionStarted","details":{"input":{"text":"[1,2]"},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"TaskStateEntered","previousId":0,"details":{"name":"Ask","input":{"same":true}}},{"type":"TaskScheduled","details":{"resourceType":"x","resource":"ask.waitForTaskToken","region":"us-east-1","parameters":{"json":{"token":"c6d7618741cbc9856fa9e67cce405d7340e3b6d0d269f9efdf61c94c1037104c"}},"timeoutInSeconds":300}},{"type":"TaskStarted","details":{"resourceType":"x","resource":"ask.waitForTaskToken"}}]}');
INSERT INTO executions VALUES (28725940504592, 'release', 'asked', -4581668079259396914, 0, 1, NULL, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:release:asked","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:release","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795371281537,"input":{"text":"{\"name\":\"app\"}"},"definition":"df1f9f56c0e8ca288b4e43109b0199236665668f349f137338a52a71fb8717cc","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}"}', '{"version":1,"status":"RUNNING","nextEventId":4,"nextFrame":1,"nextTask":2,"nextTimer":1,"nextPayload":1}', 3, '{"version":1,"firstId":1,"time":1795371281538,"events":[{"type":"ExecutionStarted","details":{"input":{"json":{"name":"app"}},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"TaskStateEntered","previousId":0,"details":{"name":"Ask","input":{"same":true}}},{"type":"ActivityScheduled","details":{"resource":"arn:aws:states:us-east-1:123456789012:activity:release","input":{"same":true}}}]}');
INSERT INTO executions VALUES (28725940504928, 'release', 'halfway', 256660363939808763, 0, 1, NULL, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:release:halfway","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:release","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795371281558,"input":{"text":"{\"name\":\"app\"}"},"definition":"df1f9f56c0e8ca288b4e43109b0199236665668f349f137338a52a71fb8717cc","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}"}', '{"version":1,"status":"RUNNING","nextEventId":4,"nextFrame":1,"nextTask":2,"nextTimer":1,"nextPayload":1}', 3, '{"version":1,"firstId":1,"time":1795371281561,"events":[{"type":"ExecutionStarted","details":{"input":{"json":{"name":"app"}},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"TaskStateEntered","previousId":0,"details":{"name":"Ask","input":{"same":true}}},{"type":"ActivityScheduled","details":{"resource":"arn:aws:states:us-east-1:123456789012:activity:release","input":{"same":true}}}]}');
INSERT INTO executions VALUES (28725940505088, 'release', 'approved', -2136409707942989011, 1, 2, 1795371281637, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:release:approved","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:release","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795371281568,"input":{"text":"{\"name\":\"app\"}"},"definition":"df1f9f56c0e8ca288b4e43109b0199236665668f349f137338a52a71fb8717cc","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}"}', '{"version":1,"status":"SUCCEEDED","nextEventId":9,"nextFrame":1,"nextTask":2,"nextTimer":1,"nextPayload":1,"output":{"json":{"by":"bob"}},"stopTime":1795371281637}', 8, '{"version":1,"firstId":1,"time":1795371281568,"events":[{"type":"ExecutionStarted","details":{"input":{"json":{"name":"app"}},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"TaskStateEntered","previousId":0,"details":{"name":"Ask","input":{"same":true}}},{"type":"ActivityScheduled","details":{"resource":"arn:aws:states:us-east-1:123456789012:activity:release","input":{"same":true}}}]}');
INSERT INTO executions VALUES (28725940505216, 'release', 'rejected', 4420141408314942292, 1, 2, 1795371281646, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:release:rejected","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:release","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795371281576,"input":{"text":"{\"name\":\"app\"}"},"definition":"df1f9f56c0e8ca288b4e43109b0199236665668f349f137338a52a71fb8717cc","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}"}', '{"version":1,"status":"SUCCEEDED","nextEventId":9,"nextFrame":1,"nextTask":2,"nextTimer":1,"nextPayload":1,"output":{"json":{"Error":"No","Cause":"because"}},"stopTime":1795371281646}', 8, '{"version":1,"firstId":1,"time":1795371281576,"events":[{"type":"ExecutionStarted","details":{"input":{"json":{"name":"app"}},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"TaskStateEntered","previousId":0,"details":{"name":"Ask","input":{"same":true}}},{"type":"ActivityScheduled","details":{"resource":"arn:aws:states:us-east-1:123456789012:activity:release","input":{"same":true}}}]}');
INSERT INTO executions VALUES (28725940505424, 'fan/8096622b-be18-3e77-b1df-867bd79aa297', 'b067408e-2c2b-af7f-ae4d-c77fdd588896', -6039563443084016386, 0, 1, NULL, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:fan/8096622b-be18-3e77-b1df-867bd79aa297:b067408e-2c2b-af7f-ae4d-c77fdd588896","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:fan/8096622b-be18-3e77-b1df-867bd79aa297","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795371281589,"input":{"text":"1"},"definition":"9d125cb388484fdc10e0740037039ac958bd80d742dff58ac7daffdc341568df","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}","mapChild":{"run":1,"number":0,"items":1}}', '{"version":1,"status":"RUNNING","nextEventId":5,"nextFrame":1,"nextTask":2,"nextTimer":1,"nextPayload":1}', 4, '{"version":1,"firstId":1,"time":1795371281593,"events":[{"type":"ExecutionStarted","details":{"input":{"text":"1"},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"TaskStateEntered","previousId":0,"details":{"name":"T","input":{"same":true}}},{"type":"TaskScheduled","details":{"resourceType":"http","resource":"invoke","region":"us-east-1","parameters":{"same":true}}},{"type":"TaskStarted","details":{"resourceType":"http","resource":"invoke"}}]}');
INSERT INTO executions VALUES (28725940505520, 'fan/8096622b-be18-3e77-b1df-867bd79aa297', '250dfdd9-3c0f-b2b7-47fc-bafc6da3e4e0', 3138134707927113137, 0, 1, NULL, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:fan/8096622b-be18-3e77-b1df-867bd79aa297:250dfdd9-3c0f-b2b7-47fc-bafc6da3e4e0","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:fan/8096622b-be18-3e77-b1df-867bd79aa297","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795371281595,"input":{"text":"2"},"definition":"9d125cb388484fdc10e0740037039ac958bd80d742dff58ac7daffdc341568df","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}","mapChild":{"run":1,"number":1,"items":1}}', '{"version":1,"status":"RUNNING","nextEventId":5,"nextFrame":1,"nextTask":2,"nextTimer":1,"nextPayload":1}', 4, '{"version":1,"firstId":1,"time":1795371281604,"events":[{"type":"ExecutionStarted","details":{"input":{"text":"2"},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"TaskStateEntered","previousId":0,"details":{"name":"T","input":{"same":true}}},{"type":"TaskScheduled","details":{"resourceType":"http","resource":"invoke","region":"us-east-1","parameters":{"same":true}}},{"type":"TaskStarted","details":{"resourceType":"http","resource":"invoke"}}]}');
INSERT INTO frames VALUES (28725940501600, 0, '{"version":1,"id":0,"parent":0,"index":0,"lastEventId":5,"type":"Halted","state":"F","input":{"json":[1,2,3]},"beforeEventId":0,"enteredEventId":2,"enteredTime":1795371281352}');
INSERT INTO frames VALUES (28725940502400, 0, '{"version":1,"id":0,"parent":0,"index":0,"lastEventId":4,"type":"AwaitingTask","state":"First","input":{"json":[1,2,3]},"beforeEventId":0,"enteredEventId":2,"enteredTime":1795371281414,"task":1}');
INSERT INTO frames VALUES (28725940502864, 0, '{"version":1,"id":0,"parent":0,"index":0,"lastEventId":3,"type":"AwaitingChildren","state":"M","input":{"json":[1,2,3]},"beforeEventId":0,"enteredEventId":2,"enteredTime":1795371281429,"fan":1}');
INSERT INTO frames VALUES (28725940502864, 1, '{"version":1,"id":1,"parent":0,"index":0,"lastEventId":3,"type":"FanOut","source":{"json":[1,2,3]},"total":3,"maxConcurrency":2,"toleratedCount":1,"next":2,"running":2,"failed":0,"startedEventId":3,"lastChildEventId":3,"lastEndEventId":3}');
INSERT INTO frames VALUES (28725940502864, 2, '{"version":1,"id":2,"parent":1,"index":0,"lastEventId":7,"type":"AwaitingTask","state":"T","input":{"json":1},"beforeEventId":4,"enteredEventId":5,"enteredTime":1795371281429,"task":1}');
INSERT INTO frames VALUES (28725940502864, 3, '{"version":1,"id":3,"parent":1,"index":1,"lastEventId":11,"type":"AwaitingTask","state":"T","input":{"json":2},"beforeEventId":8,"enteredEventId":9,"enteredTime":1795371281429,"task":2}');
INSERT INTO frames VALUES (28725940503104, 0, '{"version":1,"id":0,"parent":0,"index":0,"lastEventId":5,"type":"AwaitingTask","state":"Ask","input":{"json":[1,2,3]},"beforeEventId":0,"enteredEventId":2,"enteredTime":1795371281444,"task":1,"token":"e84c18674eef522b4429364234c8c6a17812b93b0cd8b728f716b17d50f2cb4b","timeout":1}');
INSERT INTO frames VALUES (28725940503632, 0, '{"version":1,"id":0,"parent":0,"index":0,"lastEventId":3,"type":"AwaitingTask","state":"Work","input":{"json":[1,2,3]},"beforeEventId":0,"enteredEventId":2,"enteredTime":1795371281477,"task":1,"token":"7129c04876ee4815cbb0b62821f0bae7c0f1dc78fdb974f5e8d5c6228773e610","timeout":1}');
INSERT INTO frames VALUES (28725940503760, 0, '{"version":1,"id":0,"parent":0,"index":0,"lastEventId":3,"type":"AwaitingChildren","state":"Nest","input":{"json":[1,2,3]},"beforeEventId":0,"enteredEventId":2,"enteredTime":1795371281485,"fan":1}');
INSERT INTO frames VALUES (28725940503760, 1, '{"version":1,"id":1,"parent":0,"index":0,"lastEventId":3,"type":"FanOut","source":{"json":[1,2,3]},"total":2,"maxConcurrency":0,"next":2,"running":2,"failed":0,"startedEventId":3,"lastChildEventId":3,"lastEndEventId":3}');
INSERT INTO frames VALUES (28725940503760, 2, '{"version":1,"id":2,"parent":1,"index":0,"lastEventId":11,"type":"AwaitingTask","state":"N1","input":{"json":[1,2,3]},"beforeEventId":3,"enteredEventId":4,"enteredTime":1795371281485,"task":1,"token":"348a2c72756bc913b95af413e656556b4afe1a597293467a4c826c42ddb8f011"}');
INSERT INTO frames VALUES (28725940503760, 3, '{"version":1,"id":3,"parent":1,"index":1,"lastEventId":10,"type":"AwaitingTask","state":"N2","input":{"json":[1,2,3]},"beforeEventId":3,"enteredEventId":7,"enteredTime":1795371281485,"task":2,"token":"08eea1ad7d45c6c88c0fe48d3325cba48cf8455e5d424e41f9865304e10c7785"}');
INSERT INTO frames VALUES (28725940503904, 0, '{"version":1,"id":0,"parent":0,"index":0,"lastEventId":4,"type":"AwaitingMapRun","state":"D","input":{"json":[1,2,3]},"beforeEventId":0,"enteredEventId":2,"enteredTime":1795371281494,"run":1,"runArn":"arn:aws:states:us-east-1:123456789012:mapRun:fan/8096622b-be18-3e77-b1df-867bd79aa297:b23af7ca-ab69-4fe9-8a36-07a55a9cf0a8"}');
INSERT INTO frames VALUES (28725940504384, 0, '{"version":1,"id":0,"parent":0,"index":0,"lastEventId":2,"type":"AwaitingTimer","state":"R","input":{"json":[1,2,3]},"beforeEventId":0,"enteredEventId":2,"enteredTime":1795371281524,"timer":1}');
INSERT INTO frames VALUES (28725940504385, 0, '{"version":1,"id":0,"parent":0,"index":0,"lastEventId":4,"type":"AwaitingTask","state":"First","input":{"text":"[1,2]"},"beforeEventId":0,"enteredEventId":2,"enteredTime":1795371281528,"task":1}');
INSERT INTO frames VALUES (28725940504386, 0, '{"version":1,"id":0,"parent":0,"index":0,"lastEventId":4,"type":"AwaitingTask","state":"Ask","input":{"text":"[1,2]"},"beforeEventId":0,"enteredEventId":2,"enteredTime":1795371281530,"task":1,"token":"c6d7618741cbc9856fa9e67cce405d7340e3b6d0d269f9efdf61c94c1037104c","timeout":1}');
INSERT INTO frames VALUES (28725940504592, 0, '{"version":1,"id":0,"parent":0,"index":0,"lastEventId":3,"type":"AwaitingTask","state":"Ask","input":{"json":{"name":"app"}},"beforeEventId":0,"enteredEventId":2,"enteredTime":1795371281538,"task":1,"token":"95ccb5b49363ada1acae4a98359ba18e78d2eda4327234e76524ab5b669ffa62"}');
INSERT INTO frames VALUES (28725940504928, 0, '{"version":1,"id":0,"parent":0,"index":0,"lastEventId":3,"type":"AwaitingTask","state":"Ask","input":{"json":{"name":"app"}},"beforeEventId":0,"enteredEventId":2,"enteredTime":1795371281561,"task":1,"token":"9eece4b6195e40541641fed27e7faab8e2cf33015c1520d5bd76210949e8c1f9"}');
INSERT INTO frames VALUES (28725940505424, 0, '{"version":1,"id":0,"parent":0,"index":0,"lastEventId":4,"type":"AwaitingTask","state":"T","input":{"text":"1"},"beforeEventId":0,"enteredEventId":2,"enteredTime":1795371281593,"task":1}');
INSERT INTO frames VALUES (28725940505520, 0, '{"version":1,"id":0,"parent":0,"index":0,"lastEventId":4,"type":"AwaitingTask","state":"T","input":{"text":"2"},"beforeEventId":0,"enteredEventId":2,"enteredTime":1795371281604,"task":1}');
INSERT INTO history VALUES (28725940500928, 43, 45, '{"version":1,"firstId":43,"time":1795371281332,"events":[{"type":"TaskSucceeded","details":{"resourceType":"http","resource":"invoke","output":{"json":1}}},{"type":"TaskStateExited","details":{"name":"T","output":{"same":true}}},{"type":"ExecutionSucceeded","details":{"output":{"same":true}}}]}');
INSERT INTO history VALUES (28725940501600, 5, 6, '{"version":1,"firstId":5,"time":1795371281396,"events":[{"type":"TaskFailed","details":{"resourceType":"http","resource":"invoke","error":"E","cause":"why"}},{"type":"ExecutionFailed","details":{"error":"E","cause":"why"}}]}');
INSERT INTO history VALUES (28725940503104, 5, 5, '{"version":1,"firstId":5,"time":1795371281540,"events":[{"type":"TaskSubmitted","details":{"resourceType":"x","resource":"ask.waitForTaskToken","output":{"json":"asked"}}}]}');
INSERT INTO history VALUES (28725940503760, 10, 11, '{"version":1,"firstId":10,"time":1795371281562,"events":[{"type":"TaskSubmitted","details":{"resourceType":"states","resource":"startExecution.sync:2","output":{"json":{"ExecutionArn":"arn:aws:states:us-east-1:123456789012:execution:steps:a29d7072-1a22-46fb-d5af-5f8141b4642c","SdkHttpMetadata":{"AllHttpHeaders":{"x-amzn-RequestId":["a29d7072-1a22-46fb-d5af-5f8141b4642c"],"connection":["keep-alive"],"Content-Length":["138"],"Date":["Sun, 22 Nov 2026 18:14:41 GMT"],"Content-Type":["application/x-amz-json-1.0"]},"HttpHeaders":{"connection":"keep-alive","Content-Length":"138","Content-Type":"application/x-amz-json-1.0","Date":"Sun, 22 Nov 2026 18:14:41 GMT","x-amzn-RequestId":"a29d7072-1a22-46fb-d5af-5f8141b4642c"},"HttpStatusCode":200},"SdkResponseMetadata":{"RequestId":"a29d7072-1a22-46fb-d5af-5f8141b4642c"},"StartDate":1795371281498}}}},{"type":"TaskSubmitted","previousId":6,"details":{"resourceType":"states","resource":"startExecution.sync:2","output":{"json":{"ExecutionArn":"arn:aws:states:us-east-1:123456789012:execution:ask:949aea75-ad7f-2faf-76b0-9291d9de0cbc","SdkHttpMetadata":{"AllHttpHeaders":{"x-amzn-RequestId":["949aea75-ad7f-2faf-76b0-9291d9de0cbc"],"connection":["keep-alive"],"Content-Length":["134"],"Date":["Sun, 22 Nov 2026 18:14:41 GMT"],"Content-Type":["application/x-amz-json-1.0"]},"HttpHeaders":{"connection":"keep-alive","Content-Length":"134","Content-Type":"application/x-amz-json-1.0","Date":"Sun, 22 Nov 2026 18:14:41 GMT","x-amzn-RequestId":"949aea75-ad7f-2faf-76b0-9291d9de0cbc"},"HttpStatusCode":200},"SdkResponseMetadata":{"RequestId":"949aea75-ad7f-2faf-76b0-9291d9de0cbc"},"StartDate":1795371281500}}}}]}');
INSERT INTO history VALUES (28725940505088, 4, 8, '{"version":1,"firstId":4,"time":1795371281637,"events":[{"type":"ActivitySucceeded","details":{"output":{"json":{"by":"bob"}}}},{"type":"TaskStateExited","details":{"name":"Ask","output":{"same":true}}},{"type":"PassStateEntered","details":{"name":"Told","input":{"same":true}}},{"type":"PassStateExited","details":{"name":"Told","output":{"same":true}}},{"type":"ExecutionSucceeded","details":{"output":{"same":true}}}]}');
INSERT INTO history VALUES (28725940505216, 4, 8, '{"version":1,"firstId":4,"time":1795371281646,"events":[{"type":"ActivityFailed","details":{"error":"No","cause":"because"}},{"type":"TaskStateExited","details":{"name":"Ask","output":{"json":{"Error":"No","Cause":"because"}}}},{"type":"PassStateEntered","details":{"name":"Told","input":{"same":true}}},{"type":"PassStateExited","details":{"name":"Told","output":{"same":true}}},{"type":"ExecutionSucceeded","details":{"output":{"same":true}}}]}');
INSERT INTO machines VALUES ('', 'ask', 'STANDARD', 'f8263435f6ba21ebc9a05ab35e81f8299289878ab2a90c1294bad6918cab5005', 1795371278584, 1, 0, 1882583233812496384, '{"version":1,"timeMillis":1795371278584}');
INSERT INTO machines VALUES ('', 'fails', 'STANDARD', '96a5d1cc037d6d6b04a25828ea126bf0f302b7f8c49192310e127ab7824ed589', 1795371278584, 1, 0, 1882583233812496384, '{"version":1,"timeMillis":1795371278584}');
INSERT INTO machines VALUES ('', 'fan', 'STANDARD', 'cd60da26d9829ae0eb7bfeb0dbb8b9da5ebf87be70116eedc72e1c0f8adbf396', 1795371278584, 1, 0, 1882583233812496384, '{"version":1,"timeMillis":1795371278584}');
INSERT INTO machines VALUES ('', 'items', 'STANDARD', '2991eee2d78f72b75ccc073aff9544c71f87bef1abc5dffb666bc68d65eb5221', 1795371278584, 1, 0, 1882583233812496384, '{"version":1,"timeMillis":1795371278584}');
INSERT INTO machines VALUES ('', 'loop', 'STANDARD', 'fa46f2c6abcd774d8bb3f4ad220f153d60095130d905d73658843098a6dd4e82', 1795371278584, 1, 0, 1882583233812496384, '{"version":1,"timeMillis":1795371278584}');
INSERT INTO machines VALUES ('', 'nest', 'STANDARD', 'f2b8feef1abade9f69f7758a6f9c6ac1f192d50dbb4048c5d19eff59581d81d3', 1795371278584, 1, 0, 1882583233812496384, '{"version":1,"timeMillis":1795371278584}');
INSERT INTO machines VALUES ('', 'random', 'STANDARD', 'cb4cd40669bd015d0b17335039b8d01422a36a5d31b2413e3b5fcc2d39122bce', 1795371278584, 1, 0, 1882583233812496384, '{"version":1,"timeMillis":1795371278584}');
INSERT INTO machines VALUES ('', 'release', 'STANDARD', 'df1f9f56c0e8ca288b4e43109b0199236665668f349f137338a52a71fb8717cc', 1795371278584, 1, 0, 1882583233812496384, '{"version":1,"timeMillis":1795371278584}');
INSERT INTO machines VALUES ('', 'rest', 'STANDARD', 'e4c743d5e5ae6001cf22211036f61051f5bff6b297c057480e88c34782f1bace', 1795371278584, 1, 0, 1882583233812496384, '{"version":1,"timeMillis":1795371278584}');
INSERT INTO machines VALUES ('', 'steps', 'STANDARD', '9044833fa058970f3e8fffce51e1ce3cfa659b4bbc43e98b373ba1fdb8caaabb', 1795371278584, 1, 0, 1882583233812496384, '{"version":1,"timeMillis":1795371278584}');
INSERT INTO machines VALUES ('', 'work', 'STANDARD', 'dbc809105411e344d4f02305e21c3b78de259f183ae0705ffb7b0045ebecbeb9', 1795371278584, 1, 0, 1882583233812496384, '{"version":1,"timeMillis":1795371278584}');
INSERT INTO map_children VALUES (1, 0, 28725940505424, 1);
INSERT INTO map_children VALUES (1, 1, 28725940505520, 1);
INSERT INTO map_inputs VALUES (1, 2, 1, NULL, '3', NULL);
INSERT INTO map_runs VALUES (1, 'arn:aws:states:us-east-1:123456789012:mapRun:fan/8096622b-be18-3e77-b1df-867bd79aa297:b23af7ca-ab69-4fe9-8a36-07a55a9cf0a8', 28725940503904, 1, 0, 1, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:mapRun:fan/8096622b-be18-3e77-b1df-867bd79aa297:b23af7ca-ab69-4fe9-8a36-07a55a9cf0a8","startTime":1795371281494,"label":"8096622b-be18-3e77-b1df-867bd79aa297","state":"D","express":false,"items":{"json":[1,2,3]},"maxItems":0,"maxConcurrency":2,"toleratedCount":0}', '9d125cb388484fdc10e0740037039ac958bd80d742dff58ac7daffdc341568df', 1795371281494, NULL, NULL, NULL, 2, 0, NULL, 1, 0, 3, 2, 0, 0, 0, 0, 3, 2, 0, 0, 0, 0, 0, NULL, 0, 0, 0, 0, 0);
INSERT INTO outbox VALUES (1, 'btqivtqr6o5ewlzhzvfknmockhohcd7ndq7tlmfpp5itrnpr6axq-asked', 'chat', '{}', 1795371281540, 1795371281540, 0, NULL);
INSERT INTO outbox VALUES (2, 'b2oiealqjgrvahmyy33q3xqfkyu75zgml3xyyuuo2qxkl57uq7ua-asked', 'chat', '{}', 1795371281561, 1795371281561, 0, NULL);
INSERT INTO outbox VALUES (3, 'kwrqo3vpvpzgfcgxl54lcbctjsz47wgvhjgdktw7tl4lmwpdzsxq-asked', 'chat', '{}', 1795371281568, 1795371281568, 0, NULL);
INSERT INTO outbox VALUES (4, 'uzkvbrnenezaeaolh5ceoivofj2a6wsm5tz2veywkptzh67ahgcq-asked', 'chat', '{}', 1795371281577, 1795371281577, 0, NULL);
INSERT INTO outbox VALUES (5, 'approved-decided', 'chat', '{"text":"ok"}', 1767323045000, 32472144900000, 0, 1);
INSERT INTO outbox VALUES (6, 'rejected-decided', 'chat', '{"text":"ok"}', 1767323045000, 1767323045000, 0, NULL);
INSERT INTO schedules VALUES ('new', '0 3 * * *
UTC
true', 1, 1767323045000, 1767323045000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO schedules VALUES ('nightly', '0 3 * * *
UTC
true', 1, 1767323045000, 1767326645000, NULL, NULL, 1767330245000, 1, 1767326645000, 'STARTED', 'embedded:rest:n', 'late');
INSERT INTO schedules VALUES ('paused', '0 3 * * *
UTC
true', 1, 1767323045000, 1767323045000, 1767326645000, 'carol', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO task_tokens VALUES ('039cb533ea45c8aca17b1ab212f4009d36b863232c63e8f44938a4460450aad8', 28725940503632, 1, 0);
INSERT INTO task_tokens VALUES ('0de4df2f5c858052117d2053ef835b73d7c60a75e5baa062eccd636dcd2999e4', 28725940504386, 1, 0);
INSERT INTO task_tokens VALUES ('104ba979e1dc86bca77ebb322f8312f31c65c840b12e71f8d982a011a4feca75', 28725940503104, 1, 0);
INSERT INTO task_tokens VALUES ('127849b6fb14fc8bf13f363575716f2ca4332c16fc95c7457c485a65376f539b', 28725940505216, 1, 1);
INSERT INTO task_tokens VALUES ('188a1cc42f2e58e9829b56b519db96bf944b74d861f57b7433be020a06b17d46', 28725940503760, 2, 0);
INSERT INTO task_tokens VALUES ('327fc3b724bde338b671f14ac926f1ec600233318f39a3559f03c33d58412d5d', 28725940505088, 1, 1);
INSERT INTO task_tokens VALUES ('460175a56f075b9957d136c9cb4a2069411bcf2d536d52c55b6df83cf430ae37', 28725940504592, 1, 0);
INSERT INTO task_tokens VALUES ('47bbabcf860299d52e1c920f80a0472c8c3ac243c2530fdc8134fa305dd0fdbb', 28725940504928, 1, 0);
INSERT INTO task_tokens VALUES ('68690b7e1cface4a9bab34ad6915ca944d9fbb558a498f8dba1988bb207a889b', 28725940503760, 1, 0);
INSERT INTO tasks VALUES (28725940502400, 1, 1, '{"version":1,"state":"First","attempt":0,"resource":"arn:aws:states:::http:invoke","arguments":{"text":"[1,2,3]"},"timeLimitMillis":99999999000}', NULL);
INSERT INTO tasks VALUES (28725940502864, 1, 1, '{"version":1,"state":"T","attempt":0,"resource":"arn:aws:states:::http:invoke","arguments":{"text":"1"},"timeLimitMillis":99999999000}', NULL);
INSERT INTO tasks VALUES (28725940502864, 2, 1, '{"version":1,"state":"T","attempt":0,"resource":"arn:aws:states:::http:invoke","arguments":{"text":"2"},"timeLimitMillis":99999999000}', NULL);
INSERT INTO tasks VALUES (28725940504385, 1, 1, '{"version":1,"state":"First","attempt":0,"resource":"arn:aws:states:::http:invoke","arguments":{"text":"[1,2]"},"timeLimitMillis":99999999000}', NULL);
INSERT INTO tasks VALUES (28725940504386, 1, 1, '{"version":1,"state":"Ask","attempt":0,"resource":"arn:aws:states:::x:ask.waitForTaskToken","arguments":{"text":"{\"token\":\"c6d7618741cbc9856fa9e67cce405d7340e3b6d0d269f9efdf61c94c1037104c\"}"},"timeLimitMillis":300000,"token":"c6d7618741cbc9856fa9e67cce405d7340e3b6d0d269f9efdf61c94c1037104c"}', NULL);
INSERT INTO tasks VALUES (28725940505424, 1, 1, '{"version":1,"state":"T","attempt":0,"resource":"arn:aws:states:::http:invoke","arguments":{"text":"1"},"timeLimitMillis":99999999000}', NULL);
INSERT INTO tasks VALUES (28725940505520, 1, 1, '{"version":1,"state":"T","attempt":0,"resource":"arn:aws:states:::http:invoke","arguments":{"text":"2"},"timeLimitMillis":99999999000}', NULL);
INSERT INTO timers VALUES (28725940503104, 1, 1, 0, 48994469299553, 1795371581469, 0);
INSERT INTO timers VALUES (28725940503632, 1, 1, 0, 48994478750540, 1795371581479, 0);
INSERT INTO timers VALUES (28725940504384, 1, 1, 0, 48714524837964, 1795371301525, 0);
INSERT INTO timers VALUES (28725940504386, 1, 1, 0, 48994530514544, 1795371581530, 0);
INSERT INTO tombstones VALUES (9030546140368351939, 'loop', 'removed', NULL, 1, 1795371282234);
INSERT INTO workers VALUES (1, 1, 1, 'boot', 'lock-1');
PRAGMA application_id = 1397178708;
PRAGMA user_version = 8;
