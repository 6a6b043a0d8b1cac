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
CREATE INDEX task_tokens_by_task ON task_tokens (row_id, task);
CREATE INDEX tasks_by_owner ON tasks (owner);
CREATE INDEX timers_due ON timers (owner, absolute, due) WHERE claimed = 0;
CREATE INDEX tombstones_by_age ON tombstones (removed_ms);
INSERT INTO activities VALUES ('arn:aws:states:us-east-1:123456789012:activity:release', '123456789012', 'release', 1795371251797);
INSERT INTO activities VALUES ('arn:aws:states:us-east-1:123456789012:activity:work', '123456789012', 'work', 1795371251797);
INSERT INTO activity_tasks VALUES (1, 'arn:aws:states:us-east-1:123456789012:activity:work', 28725940051600, 1, '766165f22c273a4a143dbd628e9e459684dae7f384d5dd151b1a34f5604e4f3b', '{"text":"[1,2,3]"}');
INSERT INTO approval_decisions VALUES (2, 'https://idp', 'alice', 1767323045000, 1, '["g"]', NULL, 'key-alice');
INSERT INTO approval_decisions VALUES (3, 'https://idp', 'alice', 1767323045000, 1, '["g"]', NULL, 'key-alice');
INSERT INTO approval_decisions VALUES (3, 'https://idp', 'bob', 1767323045000, 1, '["g"]', NULL, 'key-bob');
INSERT INTO approval_decisions VALUES (4, 'https://idp', 'bob', 1767323045000, 0, '["g"]', 'because', 'key-bob');
INSERT INTO approvals VALUES (1, 'btqivtqr6o5ewlzhzvfknmockhohcd7ndq7tlmfpp5itrnpr6axq', 0, 28725940074224, 1, 1795371254655, 32472144000000, NULL, 'release', 'embedded:release:asked', 'arn:aws:states:us-east-1:123456789012:execution:release:asked', 'Ask', 'Release?', '{"name":"app"}', '{"issuer":"stepgate:anonymous","subject":"anonymous","groups":[],"claims":{}}', '{"approvers":{"g":2}}');
INSERT INTO approvals VALUES (2, 'b2oiealqjgrvahmyy33q3xqfkyu75zgml3xyyuuo2qxkl57uq7ua', 0, 28725940081984, 1, 1795371255125, 32472144000000, NULL, 'release', 'embedded:release:halfway', 'arn:aws:states:us-east-1:123456789012:execution:release:halfway', 'Ask', 'Release?', '{"name":"app"}', '{"issuer":"stepgate:anonymous","subject":"anonymous","groups":[],"claims":{}}', '{"approvers":{"g":2}}');
INSERT INTO approvals VALUES (3, 'kwrqo3vpvpzgfcgxl54lcbctjsz47wgvhjgdktw7tl4lmwpdzsxq', 1, 28725940092624, 1, 1795371255929, 32472144000000, 1767323045000, 'release', 'embedded:release:approved', 'arn:aws:states:us-east-1:123456789012:execution:release:approved', 'Ask', 'Release?', '{"name":"app"}', '{"issuer":"stepgate:anonymous","subject":"anonymous","groups":[],"claims":{}}', '{"approvers":{"g":2}}');
INSERT INTO approvals VALUES (4, 'uzkvbrnenezaeaolh5ceoivofj2a6wsm5tz2veywkptzh67ahgcq', 2, 28725940099168, 1, 1795371256199, 32472144000000, 1767323045000, 'release', 'embedded:release:rejected', 'arn:aws:states:us-east-1:123456789012:execution:release:rejected', 'Ask', 'Release?', '{"name":"app"}', '{"issuer":"stepgate:anonymous","subject":"anonymous","groups":[],"claims":{}}', '{"approvers":{"g":2}}');
INSERT INTO children VALUES (28725940054608, 1, 28725940073762);
INSERT INTO children VALUES (28725940054608, 2, 28725940073761);
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
INSERT INTO executions VALUES (28725940037696, 'loop', 'ended', -799273605951788932, 1, 2, 1795371252715, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:loop:ended","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:loop","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795371252356,"input":{"text":"[1,2,3]"},"definition":"fa46f2c6abcd774d8bb3f4ad220f153d60095130d905d73658843098a6dd4e82","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}"}', '{"version":1,"status":"SUCCEEDED","nextEventId":46,"nextFrame":1,"nextTask":2,"nextTimer":1,"nextPayload":1,"output":{"json":1},"stopTime":1795371252715}', 45, '{"version":1,"firstId":1,"time":1795371252418,"events":[{"type":"ExecutionStarted","details":{"input":{"json":[1,2,3]},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"PassStateEntered","previousId":0,"details":{"name":"Zero","input":{"same":true}}},{"type":"PassStateExited","details":{"name":"Zero","output":{"same":true},"assignedVariables":{"variables":{"n":{"json":0}}}}},{"type":"PassStateEntered","details":{"name":"Add","input":{"same":true}}},{"type":"PassStateExited","details":{"name":"Add","output":{"same":true},"assignedVariables":{"variables":{"n":{"json":1}}}}},{"type":"ChoiceStateEntered","details":{"name":"Enough","input":{"same":true}}},{"type":"ChoiceStateExited","details":{"name":"Enough","output":{"same":true}}},{"type":"PassStateEntered","details":{"name":"Add","input":{"same":true}}},{"type":"PassStateExited","details":{"name":"Add","output":{"same":true},"assignedVariables":{"variables":{"n":{"json":2}}}}},{"type":"ChoiceStateEntered","details":{"name":"Enough","input":{"same":true}}},{"type":"ChoiceStateExited","details":{"name":"Enough","output":{"same":true}}},{"type":"PassStateEntered","details":{"name":"Add","input":{"same":true}}},{"type":"PassStateExited","details":{"name":"Add","output":{"same":true},"assignedVariables":{"variables":{"n":{"json":3}}}}},{"type":"ChoiceStateEntered","details":{"name":"Enough","input":{"same":true}}},{"type":"ChoiceStateExited","details":{"name":"Enough","output":{"same":true}}},{"type":"PassStateEntered","details":{"name":"Add","input":{"same":true}}},{"type":"PassStateExited","details":{"name":"Add","output":{"same":true},"assignedVariables":{"variables":{"n":{"json":4}}}}},{"type":"ChoiceStateEntered","details":{"name":"Enough","input":{"same":true}}},{"type":"ChoiceStateExited","details":{"name":"Enough","output":{"same":true}}},{"type":"PassStateEntered","details":{"name":"Add","input":{"same":true}}},{"type":"PassStateExited","details":{"name":"Add","output":{"same":true},"assignedVariables":{"variables":{"n":{"json":5}}}}},{"type":"ChoiceStateEntered","details":{"name":"Enough","input":{"same":true}}},{"type":"ChoiceStateExited","details":{"name":"Enough","output":{"same":true}}},{"type":"PassStateEntered","details":{"name":"Add","input":{"same":true}}},{"type":"PassStateExited","details":{"name":"Add","output":{"same":true},"assignedVariables":{"variables":{"n":{"json":6}}}}},{"type":"ChoiceStateEntered","details":{"name":"Enough","input":{"same":true}}},{"type":"ChoiceStateExited","details":{"name":"Enough","output":{"same":true}}},{"type":"PassStateEntered","details":{"name":"Add","input":{"same":true}}},{"type":"PassStateExited","details":{"name":"Add","output":{"same":true},"assignedVariables":{"variables":{"n":{"json":7}}}}},{"type":"ChoiceStateEntered","details":{"name":"Enough","input":{"same":true}}},{"type":"ChoiceStateExited","details":{"name":"Enough","output":{"same":true}}},{"type":"PassStateEntered","details":{"name":"Add","input":{"same":true}}},{"type":"PassStateExited","details":{"name":"Add","output":{"same":true},"assignedVariables":{"variables":{"n":{"json":8}}}}},{"type":"ChoiceStateEntered","details":{"name":"Enough","input":{"same":true}}},{"type":"ChoiceStateExited","details":{"name":"Enough","output":{"same":true}}},{"type":"PassStateEntered","details":{"name":"Add","input":{"same":true}}},{"type":"PassStateExited","details":{"name":"Add","output":{"same":true},"assignedVariables":{"variables":{"n":{"json":9}}}}},{"type":"ChoiceStateEntered","details":{"name":"Enough","input":{"same":true}}},{"type":"ChoiceStateExited","details":{"name":"Enough","output":{"same":true}}},{"type":"TaskStateEntered","details":{"name":"T","input":{"same":true}}},{"type":"TaskScheduled","details":{"resourceType":"http","resource":"invoke","region":"us-east-1","parameters":{"json":{"n":9}}}},{"type":"TaskStarted","details":{"resourceType":"http","resource":"invoke"}}]}');
INSERT INTO executions VALUES (28725940044816, 'fails', 'n', 5374623587262831416, 2, 2, 1795371252841, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:fails:n","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:fails","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795371252801,"input":{"text":"[1,2,3]"},"definition":"96a5d1cc037d6d6b04a25828ea126bf0f302b7f8c49192310e127ab7824ed589","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}"}', '{"version":1,"status":"FAILED","nextEventId":7,"nextFrame":1,"nextTask":2,"nextTimer":1,"nextPayload":1,"error":"E","cause":"why","stopTime":1795371252841,"resumable":true}', 6, '{"version":1,"firstId":1,"time":1795371252802,"events":[{"type":"ExecutionStarted","details":{"input":{"json":[1,2,3]},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"TaskStateEntered","previousId":0,"details":{"name":"F","input":{"same":true}}},{"type":"TaskScheduled","details":{"resourceType":"http","resource":"invoke","region":"us-east-1","parameters":{"same":true}}},{"type":"TaskStarted","details":{"resourceType":"http","resource":"invoke"}}]}');
INSERT INTO executions VALUES (28725940045664, 'steps', 'n', 5399539423835284209, 0, 1, NULL, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:steps:n","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:steps","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795371252854,"input":{"text":"[1,2,3]"},"definition":"9044833fa058970f3e8fffce51e1ce3cfa659b4bbc43e98b373ba1fdb8caaabb","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}"}', '{"version":1,"status":"RUNNING","nextEventId":5,"nextFrame":1,"nextTask":2,"nextTimer":1,"nextPayload":1}', 4, '{"version":1,"firstId":1,"time":1795371252856,"events":[{"type":"ExecutionStarted","details":{"input":{"json":[1,2,3]},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"TaskStateEntered","previousId":0,"details":{"name":"First","input":{"same":true}}},{"type":"TaskScheduled","details":{"resourceType":"http","resource":"invoke","region":"us-east-1","parameters":{"same":true}}},{"type":"TaskStarted","details":{"resourceType":"http","resource":"invoke"}}]}');
INSERT INTO executions VALUES (28725940045776, 'items', 'n', 5666458805605106244, 0, 1, NULL, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:items:n","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:items","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795371252861,"input":{"text":"[1,2,3]"},"definition":"2991eee2d78f72b75ccc073aff9544c71f87bef1abc5dffb666bc68d65eb5221","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}"}', '{"version":1,"status":"RUNNING","nextEventId":12,"nextFrame":4,"nextTask":3,"nextTimer":1,"nextPayload":1}', 11, '{"version":1,"firstId":1,"time":1795371252863,"events":[{"type":"ExecutionStarted","details":{"input":{"json":[1,2,3]},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"MapStateEntered","previousId":0,"details":{"name":"M","input":{"same":true}}},{"type":"MapStateStarted","details":{"length":3}},{"type":"MapIterationStarted","details":{"name":"M","index":0}},{"type":"TaskStateEntered","details":{"name":"T","input":{"json":1}}},{"type":"TaskScheduled","details":{"resourceType":"http","resource":"invoke","region":"us-east-1","parameters":{"same":true}}},{"type":"TaskStarted","details":{"resourceType":"http","resource":"invoke"}},{"type":"MapIterationStarted","previousId":3,"details":{"name":"M","index":1}},{"type":"TaskStateEntered","details":{"name":"T","input":{"json":2}}},{"type":"TaskScheduled","details":{"resourceType":"http","resource":"invoke","region":"us-east-1","parameters":{"same":true}}},{"type":"TaskStarted","details":{"resourceType":"http","resource":"invoke"}}]}');
INSERT INTO executions VALUES (28725940047696, 'ask', 'n', -8028343841278420170, 0, 2, NULL, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:ask:n","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:ask","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795371252981,"input":{"text":"[1,2,3]"},"definition":"f8263435f6ba21ebc9a05ab35e81f8299289878ab2a90c1294bad6918cab5005","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}"}', '{"version":1,"status":"RUNNING","nextEventId":6,"nextFrame":1,"nextTask":2,"nextTimer":2,"nextPayload":1}', 5, '{"version":1,"firstId":1,"time":1795371252981,"events":[{"type":"ExecutionStarted","details":{"input":{"json":[1,2,3]},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"TaskStateEntered","previousId":0,"details":{"name":"Ask","input":{"same":true}}},{"type":"TaskScheduled","details":{"resourceType":"x","resource":"ask.waitForTaskToken","region":"us-east-1","parameters":{"json":{"token":"891b5df3209954f79b07071484f559e6242af425d5941bfe275ccb9b350c779b"}},"timeoutInSeconds":300}},{"type":"TaskStarted","details":{"resourceType":"x","resource":"ask.waitForTaskToken"}}]}');
INSERT INTO executions VALUES (28725940051600, 'work', 'n', 8946183202994260510, 0, 1, NULL, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:work:n","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:work","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795371253225,"input":{"text":"[1,2,3]"},"definition":"dbc809105411e344d4f02305e21c3b78de259f183ae0705ffb7b0045ebecbeb9","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}"}', '{"version":1,"status":"RUNNING","nextEventId":4,"nextFrame":1,"nextTask":2,"nextTimer":2,"nextPayload":1}', 3, '{"version":1,"firstId":1,"time":1795371253225,"events":[{"type":"ExecutionStarted","details":{"input":{"json":[1,2,3]},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"TaskStateEntered","previousId":0,"details":{"name":"Work","input":{"same":true}}},{"type":"ActivityScheduled","details":{"resource":"arn:aws:states:us-east-1:123456789012:activity:work","input":{"same":true},"timeoutInSeconds":300}}]}');
INSERT INTO executions VALUES (28725940054608, 'nest', 'n', 2036257079677960180, 0, 2, NULL, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:nest:n","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:nest","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795371253413,"input":{"text":"[1,2,3]"},"definition":"f2b8feef1abade9f69f7758a6f9c6ac1f192d50dbb4048c5d19eff59581d81d3","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}"}', '{"version":1,"status":"RUNNING","nextEventId":12,"nextFrame":4,"nextTask":3,"nextTimer":1,"nextPayload":1}', 11, '{"version":1,"firstId":1,"time":1795371253471,"events":[{"type":"ExecutionStarted","details":{"input":{"json":[1,2,3]},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"ParallelStateEntered","previousId":0,"details":{"name":"Nest","input":{"same":true}}},{"type":"ParallelStateStarted"},{"type":"TaskStateEntered","details":{"name":"N1","input":{"same":true}}},{"type":"TaskScheduled","details":{"resourceType":"states","resource":"startExecution.sync:2","region":"us-east-1","parameters":{"json":{"Input":[1,2],"StateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:ask"}}}},{"type":"TaskStarted","details":{"resourceType":"states","resource":"startExecution.sync:2"}},{"type":"TaskStateEntered","previousId":3,"details":{"name":"N2","input":{"json":[1,2,3]}}},{"type":"TaskScheduled","details":{"resourceType":"states","resource":"startExecution.sync:2","region":"us-east-1","parameters":{"json":{"Input":[1,2],"StateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:steps"}}}},{"type":"TaskStarted","details":{"resourceType":"states","resource":"startExecution.sync:2"}}]}');
INSERT INTO executions VALUES (28725940070864, 'fan', 'n', -3176382809215925841, 0, 1, NULL, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:fan:n","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:fan","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795371254429,"input":{"text":"[1,2,3]"},"definition":"cd60da26d9829ae0eb7bfeb0dbb8b9da5ebf87be70116eedc72e1c0f8adbf396","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}"}', '{"version":1,"status":"RUNNING","nextEventId":5,"nextFrame":1,"nextTask":2,"nextTimer":1,"nextPayload":1}', 4, '{"version":1,"firstId":1,"time":1795371254434,"events":[{"type":"ExecutionStarted","details":{"input":{"json":[1,2,3]},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"MapStateEntered","previousId":0,"details":{"name":"D","input":{"same":true}}},{"type":"MapStateStarted","details":{"length":3}},{"type":"MapRunStarted","details":{"mapRunArn":"arn:aws:states:us-east-1:123456789012:mapRun:fan/8096622b-be18-3e77-b1df-867bd79aa297:bd461175-0a40-49f2-a7b7-50a7e5a1922a"}}]}');
INSERT INTO executions VALUES (28725940073760, 'rest', 'n', 6158240628817623208, 0, 1, NULL, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:rest:n","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:rest","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795371254610,"input":{"text":"[1,2,3]"},"definition":"e4c743d5e5ae6001cf22211036f61051f5bff6b297c057480e88c34782f1bace","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}"}', '{"version":1,"status":"RUNNING","nextEventId":3,"nextFrame":1,"nextTask":1,"nextTimer":2,"nextPayload":1}', 2, '{"version":1,"firstId":1,"time":1795371254615,"events":[{"type":"ExecutionStarted","details":{"input":{"json":[1,2,3]},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"WaitStateEntered","previousId":0,"details":{"name":"R","input":{"same":true}}}]}');
INSERT INTO executions VALUES (28725940073761, 'steps', 'a29d7072-1a22-46fb-d5af-5f8141b4642c', 646532928194906808, 0, 1, NULL, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:steps:a29d7072-1a22-46fb-d5af-5f8141b4642c","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:steps","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795371254458,"input":{"text":"[1,2]"},"definition":"9044833fa058970f3e8fffce51e1ce3cfa659b4bbc43e98b373ba1fdb8caaabb","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}","parent":{"row":28725940054608,"task":2,"reply":"JSON"}}', '{"version":1,"status":"RUNNING","nextEventId":5,"nextFrame":1,"nextTask":2,"nextTimer":1,"nextPayload":1}', 4, '{"version":1,"firstId":1,"time":1795371254624,"events":[{"type":"ExecutionStarted","details":{"input":{"text":"[1,2]"},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"TaskStateEntered","previousId":0,"details":{"name":"First","input":{"same":true}}},{"type":"TaskScheduled","details":{"resourceType":"http","resource":"invoke","region":"us-east-1","parameters":{"same":true}}},{"type":"TaskStarted","details":{"resourceType":"http","resource":"invoke"}}]}');
INSERT INTO executions VALUES (28725940073762, 'ask', '949aea75-ad7f-2faf-76b0-9291d9de0cbc', -8527746857519947637, 0, 1, NULL, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:ask:949aea75-ad7f-2faf-76b0-9291d9de0cbc","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:ask","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795371254456,"input":{"text":"[1,2]"},"definition":"f8263435f6ba21ebc9a05ab35e81f8299289878ab2a90c1294bad6918cab5005","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}","parent":{"row":28725940054608,"task":1,"reply":"JSON"}}', '{"version":1,"status":"RUNNING","nextEventId":5,"nextFrame":1,"nextTask":2,"nextTimer":2,"nextPayload":1}', 4, '{"version":1,"firstId":1,"time":1795371254637,"events":[{"type":"ExecutionStarted","details":{"input":{"text":"[1,2]"},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"TaskStateEntered","previousId":0,"details":{"name":"Ask","input":{"same":true}}},{"type":"TaskScheduled","details":{"resourceType":"x","resource":"ask.waitForTaskToken","region":"us-east-1","parameters":{"json":{"token":"0a7c3718f5957ce3b5393316e41acf2fdfa64df482ab6fd5c2db7820c2922077"}},"timeoutInSeconds":300}},{"type":"TaskStarted","details":{"resourceType":"x","resource":"ask.waitForTaskToken"}}]}');
INSERT INTO executions VALUES (28725940074224, 'release', 'asked', -4581668079259396914, 0, 1, NULL, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:release:asked","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:release","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795371254639,"input":{"text":"{\"name\":\"app\"}"},"definition":"df1f9f56c0e8ca288b4e43109b0199236665668f349f137338a52a71fb8717cc","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}"}', '{"version":1,"status":"RUNNING","nextEventId":4,"nextFrame":1,"nextTask":2,"nextTimer":1,"nextPayload":1}', 3, '{"version":1,"firstId":1,"time":1795371254642,"events":[{"type":"ExecutionStarted","details":{"input":{"json":{"name":"app"}},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"TaskStateEntered","previousId":0,"details":{"name":"Ask","input":{"same":true}}},{"type":"ActivityScheduled","details":{"resource":"arn:aws:states:us-east-1:123456789012:activity:release","input":{"same":true}}}]}');
INSERT INTO executions VALUES (28725940081984, 'release', 'halfway', 256660363939808763, 0, 1, NULL, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:release:halfway","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:release","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795371255124,"input":{"text":"{\"name\":\"app\"}"},"definition":"df1f9f56c0e8ca288b4e43109b0199236665668f349f137338a52a71fb8717cc","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}"}', '{"version":1,"status":"RUNNING","nextEventId":4,"nextFrame":1,"nextTask":2,"nextTimer":1,"nextPayload":1}', 3, '{"version":1,"firstId":1,"time":1795371255124,"events":[{"type":"ExecutionStarted","details":{"input":{"json":{"name":"app"}},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"TaskStateEntered","previousId":0,"details":{"name":"Ask","input":{"same":true}}},{"type":"ActivityScheduled","details":{"resource":"arn:aws:states:us-east-1:123456789012:activity:release","input":{"same":true}}}]}');
INSERT INTO executions VALUES (28725940092624, 'release', 'approved', -2136409707942989011, 1, 2, 1795371257120, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:release:approved","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:release","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795371255789,"input":{"text":"{\"name\":\"app\"}"},"definition":"df1f9f56c0e8ca288b4e43109b0199236665668f349f137338a52a71fb8717cc","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}"}', '{"version":1,"status":"SUCCEEDED","nextEventId":9,"nextFrame":1,"nextTask":2,"nextTimer":1,"nextPayload":1,"output":{"json":{"by":"bob"}},"stopTime":1795371257120}', 8, '{"version":1,"firstId":1,"time":1795371255918,"events":[{"type":"ExecutionStarted","details":{"input":{"json":{"name":"app"}},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"TaskStateEntered","previousId":0,"details":{"name":"Ask","input":{"same":true}}},{"type":"ActivityScheduled","details":{"resource":"arn:aws:states:us-east-1:123456789012:activity:release","input":{"same":true}}}]}');
INSERT INTO executions VALUES (28725940099168, 'release', 'rejected', 4420141408314942292, 1, 2, 1795371257311, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:release:rejected","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:release","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795371256198,"input":{"text":"{\"name\":\"app\"}"},"definition":"df1f9f56c0e8ca288b4e43109b0199236665668f349f137338a52a71fb8717cc","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}"}', '{"version":1,"status":"SUCCEEDED","nextEventId":9,"nextFrame":1,"nextTask":2,"nextTimer":1,"nextPayload":1,"output":{"json":{"Error":"No","Cause":"because"}},"stopTime":1795371257311}', 8, '{"version":1,"firstId":1,"time":1795371256199,"events":[{"type":"ExecutionStarted","details":{"input":{"json":{"name":"app"}},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"TaskStateEntered","previousId":0,"details":{"name":"Ask","input":{"same":true}}},{"type":"ActivityScheduled","details":{"resource":"arn:aws:states:us-east-1:123456789012:activity:release","input":{"same":true}}}]}');
INSERT INTO executions VALUES (28725940110032, 'fan/8096622b-be18-3e77-b1df-867bd79aa297', 'f8106ab0-303a-ef5b-2ab2-9b4952e9aa5f', -6417592681463533034, 0, 1, NULL, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:fan/8096622b-be18-3e77-b1df-867bd79aa297:f8106ab0-303a-ef5b-2ab2-9b4952e9aa5f","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:fan/8096622b-be18-3e77-b1df-867bd79aa297","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795371256877,"input":{"text":"1"},"definition":"9d125cb388484fdc10e0740037039ac958bd80d742dff58ac7daffdc341568df","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}","mapChild":{"run":1,"number":0,"items":1}}', '{"version":1,"status":"RUNNING","nextEventId":5,"nextFrame":1,"nextTask":2,"nextTimer":1,"nextPayload":1}', 4, '{"version":1,"firstId":1,"time":1795371256897,"events":[{"type":"ExecutionStarted","details":{"input":{"text":"1"},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"TaskStateEntered","previousId":0,"details":{"name":"T","input":{"same":true}}},{"type":"TaskScheduled","details":{"resourceType":"http","resource":"invoke","region":"us-east-1","parameters":{"same":true}}},{"type":"TaskStarted","details":{"resourceType":"http","resource":"invoke"}}]}');
INSERT INTO executions VALUES (28725940110352, 'fan/8096622b-be18-3e77-b1df-867bd79aa297', '652a1d18-1997-66d0-212d-ba16ac2c877d', -2161615984180512466, 0, 1, NULL, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:fan/8096622b-be18-3e77-b1df-867bd79aa297:652a1d18-1997-66d0-212d-ba16ac2c877d","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:fan/8096622b-be18-3e77-b1df-867bd79aa297","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795371256897,"input":{"text":"2"},"definition":"9d125cb388484fdc10e0740037039ac958bd80d742dff58ac7daffdc341568df","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}","mapChild":{"run":1,"number":1,"items":1}}', '{"version":1,"status":"RUNNING","nextEventId":5,"nextFrame":1,"nextTask":2,"nextTimer":1,"nextPayload":1}', 4, '{"version":1,"firstId":1,"time":1795371256898,"events":[{"type":"ExecutionStarted","details":{"input":{"text":"2"},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"TaskStateEntered","previousId":0,"details":{"name":"T","input":{"same":true}}},{"type":"TaskScheduled","details":{"resourceType":"http","resource":"invoke","region":"us-east-1","parameters":{"same":true}}},{"type":"TaskStarted","details":{"resourceType":"http","resource":"invoke"}}]}');
INSERT INTO frames VALUES (28725940044816, 0, '{"version":1,"id":0,"parent":0,"index":0,"lastEventId":5,"type":"Halted","state":"F","input":{"json":[1,2,3]},"beforeEventId":0,"enteredEventId":2,"enteredTime":1795371252802}');
INSERT INTO frames VALUES (28725940045664, 0, '{"version":1,"id":0,"parent":0,"index":0,"lastEventId":4,"type":"AwaitingTask","state":"First","input":{"json":[1,2,3]},"beforeEventId":0,"enteredEventId":2,"enteredTime":1795371252856,"task":1}');
INSERT INTO frames VALUES (28725940045776, 0, '{"version":1,"id":0,"parent":0,"index":0,"lastEventId":3,"type":"AwaitingChildren","state":"M","input":{"json":[1,2,3]},"beforeEventId":0,"enteredEventId":2,"enteredTime":1795371252863,"fan":1}');
INSERT INTO frames VALUES (28725940045776, 1, '{"version":1,"id":1,"parent":0,"index":0,"lastEventId":3,"type":"FanOut","source":{"json":[1,2,3]},"total":3,"maxConcurrency":2,"toleratedCount":1,"next":2,"running":2,"failed":0,"startedEventId":3,"lastChildEventId":3,"lastEndEventId":3}');
INSERT INTO frames VALUES (28725940045776, 2, '{"version":1,"id":2,"parent":1,"index":0,"lastEventId":7,"type":"AwaitingTask","state":"T","input":{"json":1},"beforeEventId":4,"enteredEventId":5,"enteredTime":1795371252863,"task":1}');
INSERT INTO frames VALUES (28725940045776, 3, '{"version":1,"id":3,"parent":1,"index":1,"lastEventId":11,"type":"AwaitingTask","state":"T","input":{"json":2},"beforeEventId":8,"enteredEventId":9,"enteredTime":1795371252863,"task":2}');
INSERT INTO frames VALUES (28725940047696, 0, '{"version":1,"id":0,"parent":0,"index":0,"lastEventId":5,"type":"AwaitingTask","state":"Ask","input":{"json":[1,2,3]},"beforeEventId":0,"enteredEventId":2,"enteredTime":1795371252981,"task":1,"token":"891b5df3209954f79b07071484f559e6242af425d5941bfe275ccb9b350c779b","timeout":1}');
INSERT INTO frames VALUES (28725940051600, 0, '{"version":1,"id":0,"parent":0,"index":0,"lastEventId":3,"type":"AwaitingTask","state":"Work","input":{"json":[1,2,3]},"beforeEventId":0,"enteredEventId":2,"enteredTime":1795371253225,"task":1,"token":"766165f22c273a4a143dbd628e9e459684dae7f384d5dd151b1a34f5604e4f3b","timeout":1}');
INSERT INTO frames VALUES (28725940054608, 0, '{"version":1,"id":0,"parent":0,"index":0,"lastEventId":3,"type":"AwaitingChildren","state":"Nest","input":{"json":[1,2,3]},"beforeEventId":0,"enteredEventId":2,"enteredTime":1795371253471,"fan":1}');
INSERT INTO frames VALUES (28725940054608, 1, '{"version":1,"id":1,"parent":0,"index":0,"lastEventId":3,"type":"FanOut","source":{"json":[1,2,3]},"total":2,"maxConcurrency":0,"next":2,"running":2,"failed":0,"startedEventId":3,"lastChildEventId":3,"lastEndEventId":3}');
INSERT INTO frames VALUES (28725940054608, 2, '{"version":1,"id":2,"parent":1,"index":0,"lastEventId":11,"type":"AwaitingTask","state":"N1","input":{"json":[1,2,3]},"beforeEventId":3,"enteredEventId":4,"enteredTime":1795371253471,"task":1,"token":"d437cc7f624e37a4643c1288e01f09486ee789592b81a51b665527f59024deac"}');
INSERT INTO frames VALUES (28725940054608, 3, '{"version":1,"id":3,"parent":1,"index":1,"lastEventId":10,"type":"AwaitingTask","state":"N2","input":{"json":[1,2,3]},"beforeEventId":3,"enteredEventId":7,"enteredTime":1795371253471,"task":2,"token":"993db6eee9c6ae3e2706084b322579a09dbe1c7fd08016b5c4bb0504312df035"}');
INSERT INTO frames VALUES (28725940070864, 0, '{"version":1,"id":0,"parent":0,"index":0,"lastEventId":4,"type":"AwaitingMapRun","state":"D","input":{"json":[1,2,3]},"beforeEventId":0,"enteredEventId":2,"enteredTime":1795371254434,"run":1,"runArn":"arn:aws:states:us-east-1:123456789012:mapRun:fan/8096622b-be18-3e77-b1df-867bd79aa297:bd461175-0a40-49f2-a7b7-50a7e5a1922a"}');
INSERT INTO frames VALUES (28725940073760, 0, '{"version":1,"id":0,"parent":0,"index":0,"lastEventId":2,"type":"AwaitingTimer","state":"R","input":{"json":[1,2,3]},"beforeEventId":0,"enteredEventId":2,"enteredTime":1795371254615,"timer":1}');
INSERT INTO frames VALUES (28725940073761, 0, '{"version":1,"id":0,"parent":0,"index":0,"lastEventId":4,"type":"AwaitingTask","state":"First","input":{"text":"[1,2]"},"beforeEventId":0,"enteredEventId":2,"enteredTime":1795371254624,"task":1}');
INSERT INTO frames VALUES (28725940073762, 0, '{"version":1,"id":0,"parent":0,"index":0,"lastEventId":4,"type":"AwaitingTask","state":"Ask","input":{"text":"[1,2]"},"beforeEventId":0,"enteredEventId":2,"enteredTime":1795371254637,"task":1,"token":"0a7c3718f5957ce3b5393316e41acf2fdfa64df482ab6fd5c2db7820c2922077","timeout":1}');
INSERT INTO frames VALUES (28725940074224, 0, '{"version":1,"id":0,"parent":0,"index":0,"lastEventId":3,"type":"AwaitingTask","state":"Ask","input":{"json":{"name":"app"}},"beforeEventId":0,"enteredEventId":2,"enteredTime":1795371254642,"task":1,"token":"4f1ee900f24529260eff4f752d8b70a40b44e7d2a5e836258c96b014466551f2"}');
INSERT INTO frames VALUES (28725940081984, 0, '{"version":1,"id":0,"parent":0,"index":0,"lastEventId":3,"type":"AwaitingTask","state":"Ask","input":{"json":{"name":"app"}},"beforeEventId":0,"enteredEventId":2,"enteredTime":1795371255124,"task":1,"token":"86906003675d9b49469030c9609087d3ad2793e72658498684827cb14c40937c"}');
INSERT INTO frames VALUES (28725940110032, 0, '{"version":1,"id":0,"parent":0,"index":0,"lastEventId":4,"type":"AwaitingTask","state":"T","input":{"text":"1"},"beforeEventId":0,"enteredEventId":2,"enteredTime":1795371256897,"task":1}');
INSERT INTO frames VALUES (28725940110352, 0, '{"version":1,"id":0,"parent":0,"index":0,"lastEventId":4,"type":"AwaitingTask","state":"T","input":{"text":"2"},"beforeEventId":0,"enteredEventId":2,"enteredTime":1795371256898,"task":1}');
INSERT INTO history VALUES (28725940037696, 43, 45, '{"version":1,"firstId":43,"time":1795371252715,"events":[{"type":"TaskSucceeded","details":{"resourceType":"http","resource":"invoke","output":{"json":1}}},{"type":"TaskStateExited","details":{"name":"T","output":{"same":true}}},{"type":"ExecutionSucceeded","details":{"output":{"same":true}}}]}');
INSERT INTO history VALUES (28725940044816, 5, 6, '{"version":1,"firstId":5,"time":1795371252841,"events":[{"type":"TaskFailed","details":{"resourceType":"http","resource":"invoke","error":"E","cause":"why"}},{"type":"ExecutionFailed","details":{"error":"E","cause":"why"}}]}');
INSERT INTO history VALUES (28725940047696, 5, 5, '{"version":1,"firstId":5,"time":1795371254648,"events":[{"type":"TaskSubmitted","details":{"resourceType":"x","resource":"ask.waitForTaskToken","output":{"json":"asked"}}}]}');
INSERT INTO history VALUES (28725940054608, 10, 11, '{"version":1,"firstId":10,"time":1795371255947,"events":[{"type":"TaskSubmitted","details":{"resourceType":"states","resource":"startExecution.sync:2","output":{"json":{"ExecutionArn":"arn:aws:states:us-east-1:123456789012:execution:steps:a29d7072-1a22-46fb-d5af-5f8141b4642c","SdkHttpMetadata":{"AllHttpHeaders":{"x-amzn-RequestId":["a29d7072-1a22-46fb-d5af-5f8141b4642c"],"connection":["keep-alive"],"Content-Length":["138"],"Date":["Sun, 22 Nov 2026 18:14:14 GMT"],"Content-Type":["application/x-amz-json-1.0"]},"HttpHeaders":{"connection":"keep-alive","Content-Length":"138","Content-Type":"application/x-amz-json-1.0","Date":"Sun, 22 Nov 2026 18:14:14 GMT","x-amzn-RequestId":"a29d7072-1a22-46fb-d5af-5f8141b4642c"},"HttpStatusCode":200},"SdkResponseMetadata":{"RequestId":"a29d7072-1a22-46fb-d5af-5f8141b4642c"},"StartDate":1795371254458}}}},{"type":"TaskSubmitted","previousId":6,"time":1795371255950,"details":{"resourceType":"states","resource":"startExecution.sync:2","output":{"json":{"ExecutionArn":"arn:aws:states:us-east-1:123456789012:execution:ask:949aea75-ad7f-2faf-76b0-9291d9de0cbc","SdkHttpMetadata":{"AllHttpHeaders":{"x-amzn-RequestId":["949aea75-ad7f-2faf-76b0-9291d9de0cbc"],"connection":["keep-alive"],"Content-Length":["136"],"Date":["Sun, 22 Nov 2026 18:14:14 GMT"],"Content-Type":["application/x-amz-json-1.0"]},"HttpHeaders":{"connection":"keep-alive","Content-Length":"136","Content-Type":"application/x-amz-json-1.0","Date":"Sun, 22 Nov 2026 18:14:14 GMT","x-amzn-RequestId":"949aea75-ad7f-2faf-76b0-9291d9de0cbc"},"HttpStatusCode":200},"SdkResponseMetadata":{"RequestId":"949aea75-ad7f-2faf-76b0-9291d9de0cbc"},"StartDate":1795371254456}}}}]}');
INSERT INTO history VALUES (28725940092624, 4, 8, '{"version":1,"firstId":4,"time":1795371257120,"events":[{"type":"ActivitySucceeded","details":{"output":{"json":{"by":"bob"}}}},{"type":"TaskStateExited","details":{"name":"Ask","output":{"same":true}}},{"type":"PassStateEntered","details":{"name":"Told","input":{"same":true}}},{"type":"PassStateExited","details":{"name":"Told","output":{"same":true}}},{"type":"ExecutionSucceeded","details":{"output":{"same":true}}}]}');
INSERT INTO history VALUES (28725940099168, 4, 8, '{"version":1,"firstId":4,"time":1795371257311,"events":[{"type":"ActivityFailed","details":{"error":"No","cause":"because"}},{"type":"TaskStateExited","details":{"name":"Ask","output":{"json":{"Error":"No","Cause":"because"}}}},{"type":"PassStateEntered","details":{"name":"Told","input":{"same":true}}},{"type":"PassStateExited","details":{"name":"Told","output":{"same":true}}},{"type":"ExecutionSucceeded","details":{"output":{"same":true}}}]}');
INSERT INTO machines VALUES ('', 'ask', 'STANDARD', 'f8263435f6ba21ebc9a05ab35e81f8299289878ab2a90c1294bad6918cab5005', 1795371250577, 1, 0, 1882583204445028352, '{"version":1,"timeMillis":1795371250577}');
INSERT INTO machines VALUES ('', 'fails', 'STANDARD', '96a5d1cc037d6d6b04a25828ea126bf0f302b7f8c49192310e127ab7824ed589', 1795371250577, 1, 0, 1882583204445028352, '{"version":1,"timeMillis":1795371250577}');
INSERT INTO machines VALUES ('', 'fan', 'STANDARD', 'cd60da26d9829ae0eb7bfeb0dbb8b9da5ebf87be70116eedc72e1c0f8adbf396', 1795371250577, 1, 0, 1882583204445028352, '{"version":1,"timeMillis":1795371250577}');
INSERT INTO machines VALUES ('', 'items', 'STANDARD', '2991eee2d78f72b75ccc073aff9544c71f87bef1abc5dffb666bc68d65eb5221', 1795371250577, 1, 0, 1882583204445028352, '{"version":1,"timeMillis":1795371250577}');
INSERT INTO machines VALUES ('', 'loop', 'STANDARD', 'fa46f2c6abcd774d8bb3f4ad220f153d60095130d905d73658843098a6dd4e82', 1795371250577, 1, 0, 1882583204445028352, '{"version":1,"timeMillis":1795371250577}');
INSERT INTO machines VALUES ('', 'nest', 'STANDARD', 'f2b8feef1abade9f69f7758a6f9c6ac1f192d50dbb4048c5d19eff59581d81d3', 1795371250577, 1, 0, 1882583204445028352, '{"version":1,"timeMillis":1795371250577}');
INSERT INTO machines VALUES ('', 'random', 'STANDARD', 'cb4cd40669bd015d0b17335039b8d01422a36a5d31b2413e3b5fcc2d39122bce', 1795371250577, 1, 0, 1882583204445028352, '{"version":1,"timeMillis":1795371250577}');
INSERT INTO machines VALUES ('', 'release', 'STANDARD', 'df1f9f56c0e8ca288b4e43109b0199236665668f349f137338a52a71fb8717cc', 1795371250577, 1, 0, 1882583204445028352, '{"version":1,"timeMillis":1795371250577}');
INSERT INTO machines VALUES ('', 'rest', 'STANDARD', 'e4c743d5e5ae6001cf22211036f61051f5bff6b297c057480e88c34782f1bace', 1795371250577, 1, 0, 1882583204445028352, '{"version":1,"timeMillis":1795371250577}');
INSERT INTO machines VALUES ('', 'steps', 'STANDARD', '9044833fa058970f3e8fffce51e1ce3cfa659b4bbc43e98b373ba1fdb8caaabb', 1795371250577, 1, 0, 1882583204445028352, '{"version":1,"timeMillis":1795371250577}');
INSERT INTO machines VALUES ('', 'work', 'STANDARD', 'dbc809105411e344d4f02305e21c3b78de259f183ae0705ffb7b0045ebecbeb9', 1795371250577, 1, 0, 1882583204445028352, '{"version":1,"timeMillis":1795371250577}');
INSERT INTO map_children VALUES (1, 0, 28725940110032, 1);
INSERT INTO map_children VALUES (1, 1, 28725940110352, 1);
INSERT INTO map_inputs VALUES (1, 2, 1, NULL, '3', NULL);
INSERT INTO map_runs VALUES (1, 'arn:aws:states:us-east-1:123456789012:mapRun:fan/8096622b-be18-3e77-b1df-867bd79aa297:bd461175-0a40-49f2-a7b7-50a7e5a1922a', 28725940070864, 1, 0, 1, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:mapRun:fan/8096622b-be18-3e77-b1df-867bd79aa297:bd461175-0a40-49f2-a7b7-50a7e5a1922a","startTime":1795371254434,"label":"8096622b-be18-3e77-b1df-867bd79aa297","state":"D","express":false,"items":{"json":[1,2,3]},"maxItems":0,"maxConcurrency":2,"toleratedCount":0}', '9d125cb388484fdc10e0740037039ac958bd80d742dff58ac7daffdc341568df', 1795371254434, NULL, NULL, NULL, 2, 0, NULL, 1, 0, 3, 2, 0, 0, 0, 0, 3, 2, 0, 0, 0, 0, 0, NULL, 0, 0, 0, 0, 0);
INSERT INTO outbox VALUES (1, 'btqivtqr6o5ewlzhzvfknmockhohcd7ndq7tlmfpp5itrnpr6axq-asked', 'chat', '{}', 1795371254655, 1795371254655, 0, NULL);
INSERT INTO outbox VALUES (2, 'b2oiealqjgrvahmyy33q3xqfkyu75zgml3xyyuuo2qxkl57uq7ua-asked', 'chat', '{}', 1795371255125, 1795371255125, 0, NULL);
INSERT INTO outbox VALUES (3, 'kwrqo3vpvpzgfcgxl54lcbctjsz47wgvhjgdktw7tl4lmwpdzsxq-asked', 'chat', '{}', 1795371255929, 1795371255929, 0, NULL);
INSERT INTO outbox VALUES (4, 'uzkvbrnenezaeaolh5ceoivofj2a6wsm5tz2veywkptzh67ahgcq-asked', 'chat', '{}', 1795371256199, 1795371256199, 0, NULL);
INSERT INTO outbox VALUES (5, 'approved-decided', 'chat', '{"text":"ok"}', 1767323045000, 1767323045000, 0, 1);
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
INSERT INTO task_tokens VALUES ('003146b9515cb4f33a4c5e99efcd5a08854e957c15bec1b72d69c9008f778d4b', 28725940074224, 1, 0);
INSERT INTO task_tokens VALUES ('03ddf461b065827c486f6f8f6256bf2804c848a70ae563675a6fe0c5bb8a87e4', 28725940081984, 1, 0);
INSERT INTO task_tokens VALUES ('0eba71eadbebc7e157dd053cdc7b09d285786aa178d9896fa8c6edcd19b8d281', 28725940047696, 1, 0);
INSERT INTO task_tokens VALUES ('17fc5422f490e2d648be0c2bda27f5a4fcbe0997110719ff0e99b7f8786532f8', 28725940099168, 1, 1);
INSERT INTO task_tokens VALUES ('1ca9f2e20bf0c64e3e4e235cd83cc05c9b10e4f56671e2055ba2326c1210abdd', 28725940073762, 1, 0);
INSERT INTO task_tokens VALUES ('570636223cb73a713e5cb54dd9789417d5e3413dd335dd21abf58b35851c3089', 28725940054608, 2, 0);
INSERT INTO task_tokens VALUES ('78d9afbaa8148d164dab4c4d2c747e84079e8f183d7b4f0664b52fb309996351', 28725940054608, 1, 0);
INSERT INTO task_tokens VALUES ('bba4d33cf48bb53ad3ddcc0a1bbec34aed4c834b1016a4659315f6cf4349cac2', 28725940092624, 1, 1);
INSERT INTO task_tokens VALUES ('ca5ebbf72c9ae6bcb9dfb87ca8ce738641c584c710014c420ed1a80a77fea72a', 28725940051600, 1, 0);
INSERT INTO tasks VALUES (28725940045664, 1, 1, '{"version":1,"state":"First","attempt":0,"resource":"arn:aws:states:::http:invoke","arguments":{"text":"[1,2,3]"},"timeLimitMillis":99999999000}', NULL);
INSERT INTO tasks VALUES (28725940045776, 1, 1, '{"version":1,"state":"T","attempt":0,"resource":"arn:aws:states:::http:invoke","arguments":{"text":"1"},"timeLimitMillis":99999999000}', NULL);
INSERT INTO tasks VALUES (28725940045776, 2, 1, '{"version":1,"state":"T","attempt":0,"resource":"arn:aws:states:::http:invoke","arguments":{"text":"2"},"timeLimitMillis":99999999000}', NULL);
INSERT INTO tasks VALUES (28725940073761, 1, 1, '{"version":1,"state":"First","attempt":0,"resource":"arn:aws:states:::http:invoke","arguments":{"text":"[1,2]"},"timeLimitMillis":99999999000}', NULL);
INSERT INTO tasks VALUES (28725940073762, 1, 1, '{"version":1,"state":"Ask","attempt":0,"resource":"arn:aws:states:::x:ask.waitForTaskToken","arguments":{"text":"{\"token\":\"0a7c3718f5957ce3b5393316e41acf2fdfa64df482ab6fd5c2db7820c2922077\"}"},"timeLimitMillis":300000,"token":"0a7c3718f5957ce3b5393316e41acf2fdfa64df482ab6fd5c2db7820c2922077"}', NULL);
INSERT INTO tasks VALUES (28725940110032, 1, 1, '{"version":1,"state":"T","attempt":0,"resource":"arn:aws:states:::http:invoke","arguments":{"text":"1"},"timeLimitMillis":99999999000}', NULL);
INSERT INTO tasks VALUES (28725940110352, 1, 1, '{"version":1,"state":"T","attempt":0,"resource":"arn:aws:states:::http:invoke","arguments":{"text":"2"},"timeLimitMillis":99999999000}', NULL);
INSERT INTO timers VALUES (28725940047696, 1, 1, 0, 48966171888346, 1795371553172, 0);
INSERT INTO timers VALUES (28725940051600, 1, 1, 0, 48966290653281, 1795371553291, 0);
INSERT INTO timers VALUES (28725940073760, 1, 1, 0, 48687623319979, 1795371274623, 0);
INSERT INTO timers VALUES (28725940073762, 1, 1, 0, 48967647432071, 1795371554647, 0);
INSERT INTO tombstones VALUES (9030546140368351939, 'loop', 'removed', NULL, 1, 1795371253349);
INSERT INTO workers VALUES (1, 1, 1, 'boot', 'lock-1');
PRAGMA application_id = 1397178708;
PRAGMA user_version = 7;
