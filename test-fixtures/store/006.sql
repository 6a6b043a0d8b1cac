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
CREATE INDEX task_tokens_by_task ON task_tokens (row_id, task);
CREATE INDEX tasks_by_owner ON tasks (owner);
CREATE INDEX timers_due ON timers (owner, absolute, due) WHERE claimed = 0;
CREATE INDEX tombstones_by_age ON tombstones (removed_ms);
INSERT INTO activities VALUES ('arn:aws:states:us-east-1:123456789012:activity:work', '123456789012', 'work', 1795351876900);
INSERT INTO activity_tasks VALUES (1, 'arn:aws:states:us-east-1:123456789012:activity:work', 28725630034864, 1, '3ZqF9Z84D6Zy_IIbn4DCBAtw0_HZsrl_GKTlCrGgbvs', '{"text":"[1,2,3]"}');
INSERT INTO children VALUES (28725630035008, 1, 28725630035200);
INSERT INTO children VALUES (28725630035008, 2, 28725630035201);
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
INSERT INTO definitions VALUES ('96a5d1cc037d6d6b04a25828ea126bf0f302b7f8c49192310e127ab7824ed589', '{"StartAt":"F","States":{"F":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","End":true}}}');
INSERT INTO definitions VALUES ('9d125cb388484fdc10e0740037039ac958bd80d742dff58ac7daffdc341568df', '{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","ResultPath":null,"Retry":[{"ErrorEquals":["E"],"IntervalSeconds":1,"MaxAttempts":2}],"End":true}}}');
INSERT INTO executions VALUES (28725630033120, 'loop', 'ended', -799273605951788932, 1, 2, 1795351877082, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:loop:ended","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:loop","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795351877070,"input":{"text":"[1,2,3]"},"definition":"fa46f2c6abcd774d8bb3f4ad220f153d60095130d905d73658843098a6dd4e82","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}"}', '{"version":1,"status":"SUCCEEDED","nextEventId":46,"nextFrame":1,"nextTask":2,"nextTimer":1,"nextPayload":1,"output":{"json":1},"stopTime":1795351877082}', 45, '{"version":1,"firstId":1,"time":1795351877070,"events":[{"type":"ExecutionStarted","details":{"input":{"json":[1,2,3]},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"PassStateEntered","previousId":0,"details":{"name":"Zero","input":{"same":true}}},{"type":"PassStateExited","details":{"name":"Zero","output":{"same":true},"assignedVariables":{"variables":{"n":{"json":0}}}}},{"type":"PassStateEntered","details":{"name":"Add","input":{"same":true}}},{"type":"PassStateExited","details":{"name":"Add","output":{"same":true},"assignedVariables":{"variables":{"n":{"json":1}}}}},{"type":"ChoiceStateEntered","details":{"name":"Enough","input":{"same":true}}},{"type":"ChoiceStateExited","details":{"name":"Enough","output":{"same":true}}},{"type":"PassStateEntered","details":{"name":"Add","input":{"same":true}}},{"type":"PassStateExited","details":{"name":"Add","output":{"same":true},"assignedVariables":{"variables":{"n":{"json":2}}}}},{"type":"ChoiceStateEntered","details":{"name":"Enough","input":{"same":true}}},{"type":"ChoiceStateExited","details":{"name":"Enough","output":{"same":true}}},{"type":"PassStateEntered","details":{"name":"Add","input":{"same":true}}},{"type":"PassStateExited","details":{"name":"Add","output":{"same":true},"assignedVariables":{"variables":{"n":{"json":3}}}}},{"type":"ChoiceStateEntered","details":{"name":"Enough","input":{"same":true}}},{"type":"ChoiceStateExited","details":{"name":"Enough","output":{"same":true}}},{"type":"PassStateEntered","details":{"name":"Add","input":{"same":true}}},{"type":"PassStateExited","details":{"name":"Add","output":{"same":true},"assignedVariables":{"variables":{"n":{"json":4}}}}},{"type":"ChoiceStateEntered","details":{"name":"Enough","input":{"same":true}}},{"type":"ChoiceStateExited","details":{"name":"Enough","output":{"same":true}}},{"type":"PassStateEntered","details":{"name":"Add","input":{"same":true}}},{"type":"PassStateExited","details":{"name":"Add","output":{"same":true},"assignedVariables":{"variables":{"n":{"json":5}}}}},{"type":"ChoiceStateEntered","details":{"name":"Enough","input":{"same":true}}},{"type":"ChoiceStateExited","details":{"name":"Enough","output":{"same":true}}},{"type":"PassStateEntered","details":{"name":"Add","input":{"same":true}}},{"type":"PassStateExited","details":{"name":"Add","output":{"same":true},"assignedVariables":{"variables":{"n":{"json":6}}}}},{"type":"ChoiceStateEntered","details":{"name":"Enough","input":{"same":true}}},{"type":"ChoiceStateExited","details":{"name":"Enough","output":{"same":true}}},{"type":"PassStateEntered","details":{"name":"Add","input":{"same":true}}},{"type":"PassStateExited","details":{"name":"Add","output":{"same":true},"assignedVariables":{"variables":{"n":{"json":7}}}}},{"type":"ChoiceStateEntered","details":{"name":"Enough","input":{"same":true}}},{"type":"ChoiceStateExited","details":{"name":"Enough","output":{"same":true}}},{"type":"PassStateEntered","details":{"name":"Add","input":{"same":true}}},{"type":"PassStateExited","details":{"name":"Add","output":{"same":true},"assignedVariables":{"variables":{"n":{"json":8}}}}},{"type":"ChoiceStateEntered","details":{"name":"Enough","input":{"same":true}}},{"type":"ChoiceStateExited","details":{"name":"Enough","output":{"same":true}}},{"type":"PassStateEntered","details":{"name":"Add","input":{"same":true}}},{"type":"PassStateExited","details":{"name":"Add","output":{"same":true},"assignedVariables":{"variables":{"n":{"json":9}}}}},{"type":"ChoiceStateEntered","details":{"name":"Enough","input":{"same":true}}},{"type":"ChoiceStateExited","details":{"name":"Enough","output":{"same":true}}},{"type":"TaskStateEntered","details":{"name":"T","input":{"same":true}}},{"type":"TaskScheduled","details":{"resourceType":"http","resource":"invoke","region":"us-east-1","parameters":{"json":{"n":9}}}},{"type":"TaskStarted","details":{"resourceType":"http","resource":"invoke"}}]}');
INSERT INTO executions VALUES (28725630033360, 'fails', 'n', 5374623587262831416, 2, 2, 1795351877111, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:fails:n","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:fails","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795351877085,"input":{"text":"[1,2,3]"},"definition":"96a5d1cc037d6d6b04a25828ea126bf0f302b7f8c49192310e127ab7824ed589","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}"}', '{"version":1,"status":"FAILED","nextEventId":7,"nextFrame":1,"nextTask":2,"nextTimer":1,"nextPayload":1,"error":"E","cause":"why","stopTime":1795351877111,"resumable":true}', 6, '{"version":1,"firstId":1,"time":1795351877085,"events":[{"type":"ExecutionStarted","details":{"input":{"json":[1,2,3]},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"TaskStateEntered","previousId":0,"details":{"name":"F","input":{"same":true}}},{"type":"TaskScheduled","details":{"resourceType":"http","resource":"invoke","region":"us-east-1","parameters":{"same":true}}},{"type":"TaskStarted","details":{"resourceType":"http","resource":"invoke"}}]}');
INSERT INTO executions VALUES (28725630034080, 'steps', 'n', 5399539423835284209, 0, 1, NULL, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:steps:n","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:steps","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795351877130,"input":{"text":"[1,2,3]"},"definition":"9044833fa058970f3e8fffce51e1ce3cfa659b4bbc43e98b373ba1fdb8caaabb","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}"}', '{"version":1,"status":"RUNNING","nextEventId":5,"nextFrame":1,"nextTask":2,"nextTimer":1,"nextPayload":1}', 4, '{"version":1,"firstId":1,"time":1795351877130,"events":[{"type":"ExecutionStarted","details":{"input":{"json":[1,2,3]},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"TaskStateEntered","previousId":0,"details":{"name":"First","input":{"same":true}}},{"type":"TaskScheduled","details":{"resourceType":"http","resource":"invoke","region":"us-east-1","parameters":{"same":true}}},{"type":"TaskStarted","details":{"resourceType":"http","resource":"invoke"}}]}');
INSERT INTO executions VALUES (28725630034160, 'items', 'n', 5666458805605106244, 0, 1, NULL, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:items:n","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:items","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795351877135,"input":{"text":"[1,2,3]"},"definition":"2991eee2d78f72b75ccc073aff9544c71f87bef1abc5dffb666bc68d65eb5221","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}"}', '{"version":1,"status":"RUNNING","nextEventId":12,"nextFrame":4,"nextTask":3,"nextTimer":1,"nextPayload":1}', 11, '{"version":1,"firstId":1,"time":1795351877135,"events":[{"type":"ExecutionStarted","details":{"input":{"json":[1,2,3]},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"MapStateEntered","previousId":0,"details":{"name":"M","input":{"same":true}}},{"type":"MapStateStarted","details":{"length":3}},{"type":"MapIterationStarted","details":{"name":"M","index":0}},{"type":"TaskStateEntered","details":{"name":"T","input":{"json":1}}},{"type":"TaskScheduled","details":{"resourceType":"http","resource":"invoke","region":"us-east-1","parameters":{"same":true}}},{"type":"TaskStarted","details":{"resourceType":"http","resource":"invoke"}},{"type":"MapIterationStarted","previousId":3,"details":{"name":"M","index":1}},{"type":"TaskStateEntered","details":{"name":"T","input":{"json":2}}},{"type":"TaskScheduled","details":{"resourceType":"http","resource":"invoke","region":"us-east-1","parameters":{"same":true}}},{"type":"TaskStarted","details":{"resourceType":"http","resource":"invoke"}}]}');
INSERT INTO executions VALUES (28725630034368, 'ask', 'n', -8028343841278420170, 0, 2, NULL, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:ask:n","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:ask","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795351877148,"input":{"text":"[1,2,3]"},"definition":"f8263435f6ba21ebc9a05ab35e81f8299289878ab2a90c1294bad6918cab5005","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}"}', '{"version":1,"status":"RUNNING","nextEventId":6,"nextFrame":1,"nextTask":2,"nextTimer":2,"nextPayload":1}', 5, '{"version":1,"firstId":1,"time":1795351877148,"events":[{"type":"ExecutionStarted","details":{"input":{"json":[1,2,3]},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"TaskStateEntered","previousId":0,"details":{"name":"Ask","input":{"same":true}}},{"type":"TaskScheduled","details":{"resourceType":"x","resource":"ask.waitForTaskToken","region":"us-east-1","parameters":{"json":{"token":"zGm8YoyAy5jVY9ms6KKWHoTBzXCV13sAb8eFT8LYS0M"}},"timeoutInSeconds":300}},{"type":"TaskStarted","details":{"resourceType":"x","resource":"ask.waitForTaskToken"}}]}');
INSERT INTO executions VALUES (28725630034864, 'work', 'n', 8946183202994260510, 0, 1, NULL, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:work:n","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:work","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795351877179,"input":{"text":"[1,2,3]"},"definition":"dbc809105411e344d4f02305e21c3b78de259f183ae0705ffb7b0045ebecbeb9","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}"}', '{"version":1,"status":"RUNNING","nextEventId":4,"nextFrame":1,"nextTask":2,"nextTimer":2,"nextPayload":1}', 3, '{"version":1,"firstId":1,"time":1795351877179,"events":[{"type":"ExecutionStarted","details":{"input":{"json":[1,2,3]},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"TaskStateEntered","previousId":0,"details":{"name":"Work","input":{"same":true}}},{"type":"ActivityScheduled","details":{"resource":"arn:aws:states:us-east-1:123456789012:activity:work","input":{"same":true},"timeoutInSeconds":300}}]}');
INSERT INTO executions VALUES (28725630035008, 'nest', 'n', 2036257079677960180, 0, 2, NULL, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:nest:n","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:nest","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795351877188,"input":{"text":"[1,2,3]"},"definition":"f2b8feef1abade9f69f7758a6f9c6ac1f192d50dbb4048c5d19eff59581d81d3","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}"}', '{"version":1,"status":"RUNNING","nextEventId":12,"nextFrame":4,"nextTask":3,"nextTimer":1,"nextPayload":1}', 11, '{"version":1,"firstId":1,"time":1795351877188,"events":[{"type":"ExecutionStarted","details":{"input":{"json":[1,2,3]},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"ParallelStateEntered","previousId":0,"details":{"name":"Nest","input":{"same":true}}},{"type":"ParallelStateStarted"},{"type":"TaskStateEntered","details":{"name":"N1","input":{"same":true}}},{"type":"TaskScheduled","details":{"resourceType":"states","resource":"startExecution.sync:2","region":"us-east-1","parameters":{"json":{"Input":[1,2],"StateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:ask"}}}},{"type":"TaskStarted","details":{"resourceType":"states","resource":"startExecution.sync:2"}},{"type":"TaskStateEntered","previousId":3,"details":{"name":"N2","input":{"json":[1,2,3]}}},{"type":"TaskScheduled","details":{"resourceType":"states","resource":"startExecution.sync:2","region":"us-east-1","parameters":{"json":{"Input":[1,2],"StateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:steps"}}}},{"type":"TaskStarted","details":{"resourceType":"states","resource":"startExecution.sync:2"}}]}');
INSERT INTO executions VALUES (28725630035088, 'fan', 'n', -3176382809215925841, 0, 1, NULL, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:fan:n","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:fan","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795351877193,"input":{"text":"[1,2,3]"},"definition":"cd60da26d9829ae0eb7bfeb0dbb8b9da5ebf87be70116eedc72e1c0f8adbf396","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}"}', '{"version":1,"status":"RUNNING","nextEventId":5,"nextFrame":1,"nextTask":2,"nextTimer":1,"nextPayload":1}', 4, '{"version":1,"firstId":1,"time":1795351877194,"events":[{"type":"ExecutionStarted","details":{"input":{"json":[1,2,3]},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"MapStateEntered","previousId":0,"details":{"name":"D","input":{"same":true}}},{"type":"MapStateStarted","details":{"length":3}},{"type":"MapRunStarted","details":{"mapRunArn":"arn:aws:states:us-east-1:123456789012:mapRun:fan/8096622b-be18-3e77-b1df-867bd79aa297:1dd74204-75d6-4225-8072-44ed1998e0bf"}}]}');
INSERT INTO executions VALUES (28725630035200, 'ask', '949aea75-ad7f-2faf-76b0-9291d9de0cbc', -8527746857519947637, 0, 1, NULL, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:ask:949aea75-ad7f-2faf-76b0-9291d9de0cbc","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:ask","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795351877200,"input":{"text":"[1,2]"},"definition":"f8263435f6ba21ebc9a05ab35e81f8299289878ab2a90c1294bad6918cab5005","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}","parent":{"row":28725630035008,"task":1,"reply":"JSON"}}', '{"version":1,"status":"RUNNING","nextEventId":5,"nextFrame":1,"nextTask":2,"nextTimer":2,"nextPayload":1}', 4, '{"version":1,"firstId":1,"time":1795351877213,"events":[{"type":"ExecutionStarted","details":{"input":{"text":"[1,2]"},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"TaskStateEntered","previousId":0,"details":{"name":"Ask","input":{"same":true}}},{"type":"TaskScheduled","details":{"resourceType":"x","resource":"ask.waitForTaskToken","region":"us-east-1","parameters":{"json":{"token":"BHRoRGFKI_9yZsaJV-1yUmPeb1KQppJg8L8OroU0-Eo"}},"timeoutInSeconds":300}},{"type":"TaskStarted","details":{"resourceType":"x","resource":"ask.waitForTaskToken"}}]}');
INSERT INTO executions VALUES (28725630035201, 'steps', 'a29d7072-1a22-46fb-d5af-5f8141b4642c', 646532928194906808, 0, 1, NULL, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:steps:a29d7072-1a22-46fb-d5af-5f8141b4642c","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:steps","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795351877198,"input":{"text":"[1,2]"},"definition":"9044833fa058970f3e8fffce51e1ce3cfa659b4bbc43e98b373ba1fdb8caaabb","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}","parent":{"row":28725630035008,"task":2,"reply":"JSON"}}', '{"version":1,"status":"RUNNING","nextEventId":5,"nextFrame":1,"nextTask":2,"nextTimer":1,"nextPayload":1}', 4, '{"version":1,"firstId":1,"time":1795351877218,"events":[{"type":"ExecutionStarted","details":{"input":{"text":"[1,2]"},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"TaskStateEntered","previousId":0,"details":{"name":"First","input":{"same":true}}},{"type":"TaskScheduled","details":{"resourceType":"http","resource":"invoke","region":"us-east-1","parameters":{"same":true}}},{"type":"TaskStarted","details":{"resourceType":"http","resource":"invoke"}}]}');
INSERT INTO executions VALUES (28725630035600, 'rest', 'n', 6158240628817623208, 0, 1, NULL, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:rest:n","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:rest","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795351877225,"input":{"text":"[1,2,3]"},"definition":"e4c743d5e5ae6001cf22211036f61051f5bff6b297c057480e88c34782f1bace","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}"}', '{"version":1,"status":"RUNNING","nextEventId":3,"nextFrame":1,"nextTask":1,"nextTimer":2,"nextPayload":1}', 2, '{"version":1,"firstId":1,"time":1795351877226,"events":[{"type":"ExecutionStarted","details":{"input":{"json":[1,2,3]},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"WaitStateEntered","previousId":0,"details":{"name":"R","input":{"same":true}}}]}');
INSERT INTO executions VALUES (28725630036480, 'fan/8096622b-be18-3e77-b1df-867bd79aa297', '18aecd0b-7b81-33c2-a752-0d454f05a79c', 1584977513256571325, 0, 1, NULL, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:fan/8096622b-be18-3e77-b1df-867bd79aa297:18aecd0b-7b81-33c2-a752-0d454f05a79c","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:fan/8096622b-be18-3e77-b1df-867bd79aa297","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795351877280,"input":{"text":"1"},"definition":"9d125cb388484fdc10e0740037039ac958bd80d742dff58ac7daffdc341568df","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}","mapChild":{"run":1,"number":0,"items":1}}', '{"version":1,"status":"RUNNING","nextEventId":5,"nextFrame":1,"nextTask":2,"nextTimer":1,"nextPayload":1}', 4, '{"version":1,"firstId":1,"time":1795351877284,"events":[{"type":"ExecutionStarted","details":{"input":{"text":"1"},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"TaskStateEntered","previousId":0,"details":{"name":"T","input":{"same":true}}},{"type":"TaskScheduled","details":{"resourceType":"http","resource":"invoke","region":"us-east-1","parameters":{"same":true}}},{"type":"TaskStarted","details":{"resourceType":"http","resource":"invoke"}}]}');
INSERT INTO executions VALUES (28725630036528, 'fan/8096622b-be18-3e77-b1df-867bd79aa297', '2608e121-aeee-4977-743d-9b68faa835e4', -3441494323386035815, 0, 1, NULL, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:execution:fan/8096622b-be18-3e77-b1df-867bd79aa297:2608e121-aeee-4977-743d-9b68faa835e4","machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:fan/8096622b-be18-3e77-b1df-867bd79aa297","roleArn":"arn:aws:iam::123456789012:role/stepgate","express":false,"startMillis":1795351877283,"input":{"text":"2"},"definition":"9d125cb388484fdc10e0740037039ac958bd80d742dff58ac7daffdc341568df","caller":"{\"issuer\":\"stepgate:anonymous\",\"subject\":\"anonymous\",\"groups\":[],\"claims\":{}}","mapChild":{"run":1,"number":1,"items":1}}', '{"version":1,"status":"RUNNING","nextEventId":5,"nextFrame":1,"nextTask":2,"nextTimer":1,"nextPayload":1}', 4, '{"version":1,"firstId":1,"time":1795351877285,"events":[{"type":"ExecutionStarted","details":{"input":{"text":"2"},"roleArn":"arn:aws:iam::123456789012:role/stepgate"}},{"type":"TaskStateEntered","previousId":0,"details":{"name":"T","input":{"same":true}}},{"type":"TaskScheduled","details":{"resourceType":"http","resource":"invoke","region":"us-east-1","parameters":{"same":true}}},{"type":"TaskStarted","details":{"resourceType":"http","resource":"invoke"}}]}');
INSERT INTO frames VALUES (28725630033360, 0, '{"version":1,"id":0,"parent":0,"index":0,"lastEventId":5,"type":"Halted","state":"F","input":{"json":[1,2,3]},"beforeEventId":0,"enteredEventId":2,"enteredTime":1795351877085}');
INSERT INTO frames VALUES (28725630034080, 0, '{"version":1,"id":0,"parent":0,"index":0,"lastEventId":4,"type":"AwaitingTask","state":"First","input":{"json":[1,2,3]},"beforeEventId":0,"enteredEventId":2,"enteredTime":1795351877130,"task":1}');
INSERT INTO frames VALUES (28725630034160, 0, '{"version":1,"id":0,"parent":0,"index":0,"lastEventId":3,"type":"AwaitingChildren","state":"M","input":{"json":[1,2,3]},"beforeEventId":0,"enteredEventId":2,"enteredTime":1795351877135,"fan":1}');
INSERT INTO frames VALUES (28725630034160, 1, '{"version":1,"id":1,"parent":0,"index":0,"lastEventId":3,"type":"FanOut","source":{"json":[1,2,3]},"total":3,"maxConcurrency":2,"toleratedCount":1,"next":2,"running":2,"failed":0,"startedEventId":3,"lastChildEventId":3,"lastEndEventId":3}');
INSERT INTO frames VALUES (28725630034160, 2, '{"version":1,"id":2,"parent":1,"index":0,"lastEventId":7,"type":"AwaitingTask","state":"T","input":{"json":1},"beforeEventId":4,"enteredEventId":5,"enteredTime":1795351877135,"task":1}');
INSERT INTO frames VALUES (28725630034160, 3, '{"version":1,"id":3,"parent":1,"index":1,"lastEventId":11,"type":"AwaitingTask","state":"T","input":{"json":2},"beforeEventId":8,"enteredEventId":9,"enteredTime":1795351877135,"task":2}');
INSERT INTO frames VALUES (28725630034368, 0, '{"version":1,"id":0,"parent":0,"index":0,"lastEventId":5,"type":"AwaitingTask","state":"Ask","input":{"json":[1,2,3]},"beforeEventId":0,"enteredEventId":2,"enteredTime":1795351877148,"task":1,"token":"zGm8YoyAy5jVY9ms6KKWHoTBzXCV13sAb8eFT8LYS0M","timeout":1}');
INSERT INTO frames VALUES (28725630034864, 0, '{"version":1,"id":0,"parent":0,"index":0,"lastEventId":3,"type":"AwaitingTask","state":"Work","input":{"json":[1,2,3]},"beforeEventId":0,"enteredEventId":2,"enteredTime":1795351877179,"task":1,"token":"3ZqF9Z84D6Zy_IIbn4DCBAtw0_HZsrl_GKTlCrGgbvs","timeout":1}');
INSERT INTO frames VALUES (28725630035008, 0, '{"version":1,"id":0,"parent":0,"index":0,"lastEventId":3,"type":"AwaitingChildren","state":"Nest","input":{"json":[1,2,3]},"beforeEventId":0,"enteredEventId":2,"enteredTime":1795351877188,"fan":1}');
INSERT INTO frames VALUES (28725630035008, 1, '{"version":1,"id":1,"parent":0,"index":0,"lastEventId":3,"type":"FanOut","source":{"json":[1,2,3]},"total":2,"maxConcurrency":0,"next":2,"running":2,"failed":0,"startedEventId":3,"lastChildEventId":3,"lastEndEventId":3}');
INSERT INTO frames VALUES (28725630035008, 2, '{"version":1,"id":2,"parent":1,"index":0,"lastEventId":10,"type":"AwaitingTask","state":"N1","input":{"json":[1,2,3]},"beforeEventId":3,"enteredEventId":4,"enteredTime":1795351877188,"task":1,"token":"V0j9Xlhcas0YrC-T4jEVJDnwCjTW4Wtp6Ssf50yHbKY"}');
INSERT INTO frames VALUES (28725630035008, 3, '{"version":1,"id":3,"parent":1,"index":1,"lastEventId":11,"type":"AwaitingTask","state":"N2","input":{"json":[1,2,3]},"beforeEventId":3,"enteredEventId":7,"enteredTime":1795351877188,"task":2,"token":"0odzYDWuHmESC2lR8VmGOsQTFcxPCqu7-Bb826-cUis"}');
INSERT INTO frames VALUES (28725630035088, 0, '{"version":1,"id":0,"parent":0,"index":0,"lastEventId":4,"type":"AwaitingMapRun","state":"D","input":{"json":[1,2,3]},"beforeEventId":0,"enteredEventId":2,"enteredTime":1795351877194,"run":1,"runArn":"arn:aws:states:us-east-1:123456789012:mapRun:fan/8096622b-be18-3e77-b1df-867bd79aa297:1dd74204-75d6-4225-8072-44ed1998e0bf"}');
INSERT INTO frames VALUES (28725630035200, 0, '{"version":1,"id":0,"parent":0,"index":0,"lastEventId":4,"type":"AwaitingTask","state":"Ask","input":{"text":"[1,2]"},"beforeEventId":0,"enteredEventId":2,"enteredTime":1795351877213,"task":1,"token":"BHRoRGFKI_9yZsaJV-1yUmPeb1KQppJg8L8OroU0-Eo","timeout":1}');
INSERT INTO frames VALUES (28725630035201, 0, '{"version":1,"id":0,"parent":0,"index":0,"lastEventId":4,"type":"AwaitingTask","state":"First","input":{"text":"[1,2]"},"beforeEventId":0,"enteredEventId":2,"enteredTime":1795351877218,"task":1}');
INSERT INTO frames VALUES (28725630035600, 0, '{"version":1,"id":0,"parent":0,"index":0,"lastEventId":2,"type":"AwaitingTimer","state":"R","input":{"json":[1,2,3]},"beforeEventId":0,"enteredEventId":2,"enteredTime":1795351877226,"timer":1}');
INSERT INTO frames VALUES (28725630036480, 0, '{"version":1,"id":0,"parent":0,"index":0,"lastEventId":4,"type":"AwaitingTask","state":"T","input":{"text":"1"},"beforeEventId":0,"enteredEventId":2,"enteredTime":1795351877284,"task":1}');
INSERT INTO frames VALUES (28725630036528, 0, '{"version":1,"id":0,"parent":0,"index":0,"lastEventId":4,"type":"AwaitingTask","state":"T","input":{"text":"2"},"beforeEventId":0,"enteredEventId":2,"enteredTime":1795351877285,"task":1}');
INSERT INTO history VALUES (28725630033120, 43, 45, '{"version":1,"firstId":43,"time":1795351877082,"events":[{"type":"TaskSucceeded","details":{"resourceType":"http","resource":"invoke","output":{"json":1}}},{"type":"TaskStateExited","details":{"name":"T","output":{"same":true}}},{"type":"ExecutionSucceeded","details":{"output":{"same":true}}}]}');
INSERT INTO history VALUES (28725630033360, 5, 6, '{"version":1,"firstId":5,"time":1795351877111,"events":[{"type":"TaskFailed","details":{"resourceType":"http","resource":"invoke","error":"E","cause":"why"}},{"type":"ExecutionFailed","details":{"error":"E","cause":"why"}}]}');
INSERT INTO history VALUES (28725630034368, 5, 5, '{"version":1,"firstId":5,"time":1795351877248,"events":[{"type":"TaskSubmitted","details":{"resourceType":"x","resource":"ask.waitForTaskToken","output":{"json":"asked"}}}]}');
INSERT INTO history VALUES (28725630035008, 10, 11, '{"version":1,"firstId":10,"time":1795351877248,"events":[{"type":"TaskSubmitted","previousId":6,"details":{"resourceType":"states","resource":"startExecution.sync:2","output":{"json":{"ExecutionArn":"arn:aws:states:us-east-1:123456789012:execution:ask:949aea75-ad7f-2faf-76b0-9291d9de0cbc","SdkHttpMetadata":{"AllHttpHeaders":{"x-amzn-RequestId":["949aea75-ad7f-2faf-76b0-9291d9de0cbc"],"connection":["keep-alive"],"Content-Length":["134"],"Date":["Sun, 22 Nov 2026 12:51:17 GMT"],"Content-Type":["application/x-amz-json-1.0"]},"HttpHeaders":{"connection":"keep-alive","Content-Length":"134","Content-Type":"application/x-amz-json-1.0","Date":"Sun, 22 Nov 2026 12:51:17 GMT","x-amzn-RequestId":"949aea75-ad7f-2faf-76b0-9291d9de0cbc"},"HttpStatusCode":200},"SdkResponseMetadata":{"RequestId":"949aea75-ad7f-2faf-76b0-9291d9de0cbc"},"StartDate":1795351877200}}}},{"type":"TaskSubmitted","previousId":9,"time":1795351877249,"details":{"resourceType":"states","resource":"startExecution.sync:2","output":{"json":{"ExecutionArn":"arn:aws:states:us-east-1:123456789012:execution:steps:a29d7072-1a22-46fb-d5af-5f8141b4642c","SdkHttpMetadata":{"AllHttpHeaders":{"x-amzn-RequestId":["a29d7072-1a22-46fb-d5af-5f8141b4642c"],"connection":["keep-alive"],"Content-Length":["138"],"Date":["Sun, 22 Nov 2026 12:51:17 GMT"],"Content-Type":["application/x-amz-json-1.0"]},"HttpHeaders":{"connection":"keep-alive","Content-Length":"138","Content-Type":"application/x-amz-json-1.0","Date":"Sun, 22 Nov 2026 12:51:17 GMT","x-amzn-RequestId":"a29d7072-1a22-46fb-d5af-5f8141b4642c"},"HttpStatusCode":200},"SdkResponseMetadata":{"RequestId":"a29d7072-1a22-46fb-d5af-5f8141b4642c"},"StartDate":1795351877198}}}}]}');
INSERT INTO machines VALUES ('', 'ask', 'STANDARD', 'f8263435f6ba21ebc9a05ab35e81f8299289878ab2a90c1294bad6918cab5005', 1795351876711, 1, 0, 1882562889474113536, '{"version":1,"timeMillis":1795351876711}');
INSERT INTO machines VALUES ('', 'fails', 'STANDARD', '96a5d1cc037d6d6b04a25828ea126bf0f302b7f8c49192310e127ab7824ed589', 1795351876711, 1, 0, 1882562889474113536, '{"version":1,"timeMillis":1795351876711}');
INSERT INTO machines VALUES ('', 'fan', 'STANDARD', 'cd60da26d9829ae0eb7bfeb0dbb8b9da5ebf87be70116eedc72e1c0f8adbf396', 1795351876711, 1, 0, 1882562889474113536, '{"version":1,"timeMillis":1795351876711}');
INSERT INTO machines VALUES ('', 'items', 'STANDARD', '2991eee2d78f72b75ccc073aff9544c71f87bef1abc5dffb666bc68d65eb5221', 1795351876711, 1, 0, 1882562889474113536, '{"version":1,"timeMillis":1795351876711}');
INSERT INTO machines VALUES ('', 'loop', 'STANDARD', 'fa46f2c6abcd774d8bb3f4ad220f153d60095130d905d73658843098a6dd4e82', 1795351876711, 1, 0, 1882562889474113536, '{"version":1,"timeMillis":1795351876711}');
INSERT INTO machines VALUES ('', 'nest', 'STANDARD', 'f2b8feef1abade9f69f7758a6f9c6ac1f192d50dbb4048c5d19eff59581d81d3', 1795351876711, 1, 0, 1882562889474113536, '{"version":1,"timeMillis":1795351876711}');
INSERT INTO machines VALUES ('', 'random', 'STANDARD', 'cb4cd40669bd015d0b17335039b8d01422a36a5d31b2413e3b5fcc2d39122bce', 1795351876711, 1, 0, 1882562889474113536, '{"version":1,"timeMillis":1795351876711}');
INSERT INTO machines VALUES ('', 'rest', 'STANDARD', 'e4c743d5e5ae6001cf22211036f61051f5bff6b297c057480e88c34782f1bace', 1795351876711, 1, 0, 1882562889474113536, '{"version":1,"timeMillis":1795351876711}');
INSERT INTO machines VALUES ('', 'steps', 'STANDARD', '9044833fa058970f3e8fffce51e1ce3cfa659b4bbc43e98b373ba1fdb8caaabb', 1795351876711, 1, 0, 1882562889474113536, '{"version":1,"timeMillis":1795351876711}');
INSERT INTO machines VALUES ('', 'work', 'STANDARD', 'dbc809105411e344d4f02305e21c3b78de259f183ae0705ffb7b0045ebecbeb9', 1795351876711, 1, 0, 1882562889474113536, '{"version":1,"timeMillis":1795351876711}');
INSERT INTO map_children VALUES (1, 0, 28725630036480, 1);
INSERT INTO map_children VALUES (1, 1, 28725630036528, 1);
INSERT INTO map_inputs VALUES (1, 2, 1, NULL, '3', NULL);
INSERT INTO map_runs VALUES (1, 'arn:aws:states:us-east-1:123456789012:mapRun:fan/8096622b-be18-3e77-b1df-867bd79aa297:1dd74204-75d6-4225-8072-44ed1998e0bf', 28725630035088, 1, 0, 1, NULL, '{"version":1,"arn":"arn:aws:states:us-east-1:123456789012:mapRun:fan/8096622b-be18-3e77-b1df-867bd79aa297:1dd74204-75d6-4225-8072-44ed1998e0bf","startTime":1795351877194,"label":"8096622b-be18-3e77-b1df-867bd79aa297","state":"D","express":false,"items":{"json":[1,2,3]},"maxItems":0,"maxConcurrency":2,"toleratedCount":0}', '9d125cb388484fdc10e0740037039ac958bd80d742dff58ac7daffdc341568df', 1795351877194, NULL, NULL, NULL, 2, 0, NULL, 1, 0, 3, 2, 0, 0, 0, 0, 3, 2, 0, 0, 0, 0, 0, NULL, 0, 0, 0, 0, 0);
INSERT INTO task_tokens VALUES ('3312058cbb49a8fd28a70bc3aca7b7ec8fe1dde16cb7202e5a32e88575f99bf7', 28725630035008, 2, 0);
INSERT INTO task_tokens VALUES ('591b881a003a33f409900d13b8aa775cfff50c23c1658f863941d4a00a051a9a', 28725630035008, 1, 0);
INSERT INTO task_tokens VALUES ('a2c2af70a576634fe726e388a1c4e8f65bfda6a7446ea48700acc73decb8ce5e', 28725630035200, 1, 0);
INSERT INTO task_tokens VALUES ('bbe7690c09fac43da0883290757ce85918640f5d0623abced1e037993246e889', 28725630034864, 1, 0);
INSERT INTO task_tokens VALUES ('ce593a6c8420960c795c2285ca980af986cb3a13dbdbffeae218cd9d8ea47b7a', 28725630034368, 1, 0);
INSERT INTO tasks VALUES (28725630034080, 1, 1, '{"version":1,"state":"First","attempt":0,"resource":"arn:aws:states:::http:invoke","arguments":{"text":"[1,2,3]"},"timeLimitMillis":99999999000}', NULL);
INSERT INTO tasks VALUES (28725630034160, 1, 1, '{"version":1,"state":"T","attempt":0,"resource":"arn:aws:states:::http:invoke","arguments":{"text":"1"},"timeLimitMillis":99999999000}', NULL);
INSERT INTO tasks VALUES (28725630034160, 2, 1, '{"version":1,"state":"T","attempt":0,"resource":"arn:aws:states:::http:invoke","arguments":{"text":"2"},"timeLimitMillis":99999999000}', NULL);
INSERT INTO tasks VALUES (28725630035200, 1, 1, '{"version":1,"state":"Ask","attempt":0,"resource":"arn:aws:states:::x:ask.waitForTaskToken","arguments":{"text":"{\"token\":\"BHRoRGFKI_9yZsaJV-1yUmPeb1KQppJg8L8OroU0-Eo\"}"},"timeLimitMillis":300000,"token":"BHRoRGFKI_9yZsaJV-1yUmPeb1KQppJg8L8OroU0-Eo"}', NULL);
INSERT INTO tasks VALUES (28725630035201, 1, 1, '{"version":1,"state":"First","attempt":0,"resource":"arn:aws:states:::http:invoke","arguments":{"text":"[1,2]"},"timeLimitMillis":99999999000}', NULL);
INSERT INTO tasks VALUES (28725630036480, 1, 1, '{"version":1,"state":"T","attempt":0,"resource":"arn:aws:states:::http:invoke","arguments":{"text":"1"},"timeLimitMillis":99999999000}', NULL);
INSERT INTO tasks VALUES (28725630036528, 1, 1, '{"version":1,"state":"T","attempt":0,"resource":"arn:aws:states:::http:invoke","arguments":{"text":"2"},"timeLimitMillis":99999999000}', NULL);
INSERT INTO timers VALUES (28725630034368, 1, 1, 0, 29590167237838, 1795352177167, 0);
INSERT INTO timers VALUES (28725630034864, 1, 1, 0, 29590183085763, 1795352177183, 0);
INSERT INTO timers VALUES (28725630035200, 1, 1, 0, 29590213746092, 1795352177214, 0);
INSERT INTO timers VALUES (28725630035600, 1, 1, 0, 29310227797302, 1795351897228, 0);
INSERT INTO tombstones VALUES (9030546140368351939, 'loop', 'removed', NULL, 1, 1795351878061);
INSERT INTO workers VALUES (1, 1, 1, 'boot', 'lock-1');
PRAGMA application_id = 1397178708;
PRAGMA user_version = 6;
