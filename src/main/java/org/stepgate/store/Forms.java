package org.stepgate.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.stepgate.engine.Command;
import org.stepgate.engine.Execution;
import org.stepgate.engine.Payload;
import org.stepgate.engine.TaskId;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.workflow.MachineId;

/// The stored JSON of what the engine's own codec does not cover. Every text has a `version`; old
/// versions stay readable.
///
/// - `executions.start`, see [#write(NewExecution)]: `version`, `arn`, `machineArn`, `roleArn`,
///   `express`, `startMillis`, `input` (a payload), `definition` (SHA-256), `caller`, and when
///   there are such `versionArn`, `aliasArn`, `revision`, `revisionMillis`, `settings`
///   ([MachineForms]), `route`, `fingerprint`, `traceparent`, `parent` with `row`, `task` and
///   `reply`, `mapChild` with `run`, `number` and `items`, and `tells` (texts). Machine and name
///   are columns.
/// - `tasks.body`, see [#write(Command.StartTask)]: `version`, `state`, `attempt`, `resource`,
///   `arguments` (a payload), `timeLimitMillis`, and `token` when it has one.
final class Forms {
  private static final long VERSION = 1;

  private Forms() {}

  static String write(NewExecution start) {
    Execution.Identity identity = start.identity();
    MachineOrigin origin = start.origin();
    Instant revised = origin.revisionTime();
    return JsonObject.builder()
        .put("version", VERSION)
        .put("arn", identity.arn())
        .put("machineArn", identity.machineArn())
        .put("roleArn", identity.roleArn())
        .put("express", identity.express())
        .put("startMillis", identity.startTime().toEpochMilli())
        .put("input", PayloadForm.write(identity.input()))
        .put("definition", start.definitionSha256())
        .put("caller", start.caller())
        .putIfPresent("versionArn", origin.versionArn())
        .putIfPresent("aliasArn", origin.aliasArn())
        .putIfPresent("revision", origin.revisionId())
        .putIfPresent(
            "revisionMillis", revised == null ? null : JsonNumber.of(revised.toEpochMilli()))
        .putIfPresent("settings", MachineForms.write(origin.settings()))
        .putIfPresent("route", start.route())
        .putIfPresent("fingerprint", start.fingerprint())
        .putIfPresent("traceparent", start.traceparent())
        .putIfPresent("testCase", start.testCase())
        .putIfPresent("parent", write(start.parent()))
        .putIfPresent("mapChild", write(start.mapChild()))
        .putIfPresent(
            "tells",
            start.tells().isEmpty()
                ? null
                : JsonValue.array(start.tells(), JsonValue.JsonString::new))
        .build()
        .toString();
  }

  static NewExecution readStart(
      String machine, String name, String text, LongFunction<Payload> payloads) {
    JsonObject form = object(text);
    var machineId = MachineId.parse(machine);
    var identity =
        new Execution.Identity(
            string(form, "arn"),
            name,
            string(form, "machineArn"),
            machineId.name(),
            string(form, "roleArn"),
            member(form, "express").equals(JsonValue.JsonBoolean.TRUE),
            Instant.ofEpochMilli(number(form, "startMillis")),
            PayloadForm.read(member(form, "input"), payloads));
    return new NewExecution(
        identity,
        string(form, "definition"),
        new MachineOrigin(
            machineId.account(),
            form.string("versionArn"),
            form.string("aliasArn"),
            form.string("revision"),
            form.get("revisionMillis") instanceof JsonNumber millis
                ? Instant.ofEpochMilli(millis.toLong())
                : null,
            MachineForms.readSettings(form.get("settings"))),
        form.string("route"),
        form.string("fingerprint"),
        form.string("traceparent"),
        form.string("testCase"),
        string(form, "caller"),
        readParent(form.get("parent")),
        readMapChild(form.get("mapChild")),
        readTells(form.get("tells")));
  }

  private static @Nullable JsonObject write(@Nullable ParentTask parent) {
    return parent == null
        ? null
        : JsonObject.builder()
            .put("row", parent.row().value())
            .put("task", parent.task().number())
            .put("reply", parent.reply().name())
            .build();
  }

  private static @Nullable ParentTask readParent(@Nullable JsonValue form) {
    return form instanceof JsonObject parent
        ? new ParentTask(
            new RowId(number(parent, "row")),
            new TaskId(number(parent, "task")),
            ParentTask.Reply.valueOf(string(parent, "reply")))
        : null;
  }

  private static List<String> readTells(@Nullable JsonValue form) {
    return form instanceof JsonValue.JsonArray targets
        ? targets.stream().map(each -> ((JsonValue.JsonString) each).value()).toList()
        : List.of();
  }

  private static @Nullable JsonObject write(@Nullable MapChild child) {
    return child == null
        ? null
        : JsonObject.builder()
            .put("run", child.run().value())
            .put("number", child.number())
            .put("items", child.items())
            .build();
  }

  private static @Nullable MapChild readMapChild(@Nullable JsonValue form) {
    return form instanceof JsonObject child
        ? new MapChild(
            new MapRunId(number(child, "run")), number(child, "number"), number(child, "items"))
        : null;
  }

  static String write(Command.StartTask task) {
    return JsonObject.builder()
        .put("version", VERSION)
        .put("state", task.stateName())
        .put("attempt", task.attempt())
        .put("resource", task.resource())
        .put("arguments", PayloadForm.write(task.arguments()))
        .put("timeLimitMillis", task.timeLimit().toMillis())
        .putIfPresent("role", task.role())
        .putIfPresent("token", task.token())
        .build()
        .toString();
  }

  static Command.StartTask readTask(TaskId task, String text, LongFunction<Payload> payloads) {
    JsonObject form = object(text);
    return new Command.StartTask(
        task,
        string(form, "state"),
        Math.toIntExact(number(form, "attempt")),
        string(form, "resource"),
        PayloadForm.read(member(form, "arguments"), payloads),
        Duration.ofMillis(number(form, "timeLimitMillis")),
        form.string("role"),
        form.string("token"));
  }

  static JsonValue member(JsonObject form, String name) {
    JsonValue value = form.get(name);
    if (value == null) {
      throw new IllegalStateException("the stored form has no member " + name);
    }
    return value;
  }

  private static JsonObject object(String text) {
    JsonObject form = (JsonObject) JsonReader.read(text, JsonLimits.STORED);
    long version = number(form, "version");
    if (version != VERSION) {
      throw new IllegalStateException("the stored form has version " + version);
    }
    return form;
  }

  static String string(JsonObject form, String name) {
    return ((JsonValue.JsonString) member(form, name)).value();
  }

  private static long number(JsonObject form, String name) {
    return ((JsonNumber) member(form, name)).toLong();
  }
}
