#!/usr/bin/env python3
"""Walks through the Step Functions API with boto3: walk_boto3.py ENDPOINT

Each step states what has to be true; the first that is not ends the walk with status 1.
"""
import json
import sys
import threading
import time
import uuid

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ROLE = "arn:aws:iam::123456789012:role/walk"
NAME = "walk-" + uuid.uuid4().hex[:8]
sfn = boto3.client(
    "stepfunctions",
    endpoint_url=sys.argv[1],
    region_name="us-east-1",
    aws_access_key_id="test",
    aws_secret_access_key="test",
    config=Config(inject_host_prefix=False, retries={"max_attempts": 5}, read_timeout=90),
)


def definition(states, start="A"):
    return json.dumps({"StartAt": start, "States": states})


def check(what, true):
    print(("ok   " if true else "FAIL ") + what)
    if not true:
        sys.exit(1)


def refused(what, code, call, **arguments):
    try:
        call(**arguments)
    except ClientError as e:
        check(f"{what}: {code}", e.response["Error"]["Code"] == code)
        return
    check(f"{what}: {code}", False)


def ended(arn, seconds=30):
    deadline = time.time() + seconds
    while time.time() < deadline:
        found = sfn.describe_execution(executionArn=arn)
        if found["status"] != "RUNNING":
            return found
        time.sleep(0.1)
    check("the execution ends within %d s: %s" % (seconds, arn), False)


def event_types(arn):
    pages = sfn.get_paginator("get_execution_history").paginate(executionArn=arn)
    return [event["type"] for page in pages for event in page["events"]]


def machines():
    one = {"A": {"Type": "Pass", "Result": {"n": 1}, "End": True}}
    made = sfn.create_state_machine(name=NAME, definition=definition(one), roleArn=ROLE)
    arn = made["stateMachineArn"]
    again = sfn.create_state_machine(name=NAME, definition=definition(one), roleArn=ROLE)
    check("create again is the same", again["creationDate"] == made["creationDate"])
    refused("create another of that name", "StateMachineAlreadyExists", sfn.create_state_machine,
            name=NAME, definition=definition(one) + " ", roleArn=ROLE)
    refused("create without states", "InvalidDefinition", sfn.create_state_machine,
            name=NAME + "-bad", definition="{}", roleArn=ROLE)
    described = sfn.describe_state_machine(stateMachineArn=arn)
    check("describe has the definition", described["definition"] == definition(one))
    listed = [m["name"] for page in sfn.get_paginator("list_state_machines").paginate() for m in page["stateMachines"]]
    check("list has it, by name", NAME in listed and listed == sorted(listed))

    started = sfn.start_execution(stateMachineArn=arn, name="first", input='{ "in": 1 }')
    found = ended(started["executionArn"])
    check("start and describe", found["status"] == "SUCCEEDED" and found["output"] == '{"n":1}')
    check("the input keeps its blanks", found["input"] == '{ "in": 1 }')
    check("history", event_types(started["executionArn"])
          == ["ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded"])
    refused("start of a known name", "ExecutionAlreadyExists", sfn.start_execution,
            stateMachineArn=arn, name="first", input="{}")
    alike = [sfn.start_execution(stateMachineArn=arn)["executionArn"] for _ in range(5)]
    check("five starts alike are five executions", len(set(alike)) == 5 and all(ended(one)["output"] == '{"n":1}' for one in alike))
    refused("start with no JSON", "InvalidExecutionInput", sfn.start_execution, stateMachineArn=arn, input="no")
    check("list executions", [e["name"] for e in sfn.list_executions(stateMachineArn=arn)["executions"]][-1] == "first")

    sfn.tag_resource(resourceArn=arn, tags=[{"key": "team", "value": "a"}, {"key": "tier", "value": "b"}])
    sfn.untag_resource(resourceArn=arn, tagKeys=["tier"])
    check("tags", sfn.list_tags_for_resource(resourceArn=arn)["tags"] == [{"key": "team", "value": "a"}])

    first = sfn.publish_state_machine_version(stateMachineArn=arn)["stateMachineVersionArn"]
    two = {"A": {"Type": "Pass", "Result": {"n": 2}, "End": True}}
    second = sfn.update_state_machine(stateMachineArn=arn, definition=definition(two), publish=True)["stateMachineVersionArn"]
    versions = [v["stateMachineVersionArn"] for v in sfn.list_state_machine_versions(stateMachineArn=arn)["stateMachineVersions"]]
    check("versions, newest first", versions == [second, first] and second == arn + ":2")
    alias = sfn.create_state_machine_alias(
        name="live", routingConfiguration=[{"stateMachineVersionArn": first, "weight": 100}])["stateMachineAliasArn"]
    by_alias = ended(sfn.start_execution(stateMachineArn=alias)["executionArn"])
    check("an alias starts its version", by_alias["output"] == '{"n":1}' and by_alias["stateMachineAliasArn"] == alias
          and by_alias["stateMachineVersionArn"] == first)
    sfn.update_state_machine_alias(
        stateMachineAliasArn=alias, routingConfiguration=[{"stateMachineVersionArn": second, "weight": 100}])
    check("an alias is moved", ended(sfn.start_execution(stateMachineArn=alias)["executionArn"])["output"] == '{"n":2}')
    refused("delete a version in use", "ConflictException", sfn.delete_state_machine_version, stateMachineVersionArn=second)
    sfn.delete_state_machine_alias(stateMachineAliasArn=alias)
    sfn.delete_state_machine_version(stateMachineVersionArn=second)
    sfn.delete_state_machine(stateMachineArn=arn)
    refused("describe after delete", "StateMachineDoesNotExist", sfn.describe_state_machine, stateMachineArn=arn)


def express():
    states = {"A": {"Type": "Pass", "End": True}}
    arn = sfn.create_state_machine(
        name=NAME + "-express", type="EXPRESS", definition=definition(states), roleArn=ROLE)["stateMachineArn"]
    done = sfn.start_sync_execution(stateMachineArn=arn, input='{"a":1}')
    check("start sync", done["status"] == "SUCCEEDED" and json.loads(done["output"]) == {"a": 1}
          and done["billingDetails"]["billedDurationInMilliseconds"] % 100 == 0)
    refused("executions of Express are not listed", "StateMachineTypeNotSupported", sfn.list_executions, stateMachineArn=arn)
    sfn.delete_state_machine(stateMachineArn=arn)


def activities():
    activity = sfn.create_activity(name=NAME)["activityArn"]
    states = {"A": {"Type": "Task", "Resource": activity, "TimeoutSeconds": 60, "HeartbeatSeconds": 30, "End": True}}
    arn = sfn.create_state_machine(name=NAME + "-activity", definition=definition(states), roleArn=ROLE)["stateMachineArn"]
    check("no task yet", not sfn.get_activity_task(activityArn=activity).get("taskToken"))

    waiting = {}
    poller = threading.Thread(
        target=lambda: waiting.update(sfn.get_activity_task(activityArn=activity, workerName="walker")))
    poller.start()
    started = sfn.start_execution(stateMachineArn=arn, input='{"job":1}')["executionArn"]
    poller.join(60)
    check("a parked poller gets the task", json.loads(waiting["input"]) == {"job": 1})
    sfn.send_task_heartbeat(taskToken=waiting["taskToken"])
    sfn.send_task_success(taskToken=waiting["taskToken"], output='{"done":true}')
    check("the token ends the task", ended(started)["output"] == '{"done":true}')
    refused("a token is used once", "TaskTimedOut", sfn.send_task_success, taskToken=waiting["taskToken"], output="{}")
    refused("a token that never was", "InvalidToken", sfn.send_task_success, taskToken="no-token", output="{}")

    failing = sfn.start_execution(stateMachineArn=arn)["executionArn"]
    task = sfn.get_activity_task(activityArn=activity)
    sfn.send_task_failure(taskToken=task["taskToken"], error="Walk.Failed", cause="on purpose")
    found = ended(failing)
    check("a task that fails", found["status"] == "FAILED" and found["error"] == "Walk.Failed"
          and found["redriveStatus"] == "REDRIVABLE")
    sfn.redrive_execution(executionArn=failing)
    task = sfn.get_activity_task(activityArn=activity)
    sfn.send_task_success(taskToken=task["taskToken"], output='"again"')
    found = ended(failing)
    check("a redrive goes on", found["status"] == "SUCCEEDED" and found["redriveCount"] == 1
          and "ExecutionRedriven" in event_types(failing))

    stopped = sfn.start_execution(stateMachineArn=arn)["executionArn"]
    sfn.stop_execution(executionArn=stopped, error="Walk.Stopped", cause="enough")
    found = ended(stopped)
    check("a stop", found["status"] == "ABORTED" and found["error"] == "Walk.Stopped")
    sfn.delete_state_machine(stateMachineArn=arn)
    sfn.delete_activity(activityArn=activity)
    refused("describe a deleted activity", "ActivityDoesNotExist", sfn.describe_activity, activityArn=activity)


def other_keys():
    other = boto3.client("stepfunctions", endpoint_url=sys.argv[1], region_name="us-east-1",
                         aws_access_key_id="222222222222", aws_secret_access_key="test")
    check("another account sees none of it",
          all(":222222222222:" in m["stateMachineArn"] for m in other.list_state_machines()["stateMachines"]))
    wrong = boto3.client("stepfunctions", endpoint_url=sys.argv[1], region_name="us-east-1",
                         aws_access_key_id="test", aws_secret_access_key="wrong")
    refused("another secret", "InvalidSignatureException", wrong.list_state_machines)
    unknown = boto3.client("stepfunctions", endpoint_url=sys.argv[1], region_name="us-east-1",
                           aws_access_key_id="nobody", aws_secret_access_key="test")
    refused("an unknown key", "UnrecognizedClientException", unknown.list_state_machines)


machines()
express()
activities()
other_keys()
