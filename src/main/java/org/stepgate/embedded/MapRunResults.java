package org.stepgate.embedded;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stepgate.asl.MapDistribution.ResultWriter;
import org.stepgate.engine.Event;
import org.stepgate.engine.ExecutionStatus;
import org.stepgate.engine.Payload;
import org.stepgate.items.ItemReaderException;
import org.stepgate.items.ResultFiles;
import org.stepgate.items.ResultFiles.Kind;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.store.Descriptions;
import org.stepgate.store.MapInput;
import org.stepgate.store.MapRunRow;
import org.stepgate.store.Store;
import org.stepgate.store.StoredMapChild;
import org.stepgate.tasks.ObjectStoreException;
import org.stepgate.workflow.BackendException;
import org.stepgate.workflow.ExecutionDescription;

/// Gathers the results of a map run whose children have ended, and stores them where the
/// ResultWriter says. Holds a few hundred of them at a time, unless they are the state's output.
final class MapRunResults {
  private static final String WRITER_FAILED = "States.ResultWriterFailed";
  private static final int PAGE = 200;

  /// An output of the state that is larger is refused by the interpreter, whatever it holds.
  private static final int OUTPUT_CHARACTERS = 300_000;

  private final Store store;
  private final MapRunFacts facts;

  MapRunResults(Store store, MapRunFacts facts) {
    this.store = store;
    this.facts = facts;
  }

  /// How a run has ended.
  ///
  /// @param event what the execution that waits is told
  /// @param written whether the results were stored
  record Ended(Event event, boolean written) {}

  /// The end of a run.
  ///
  /// @throws BackendException when the results cannot be read
  Ended of(MapRunRow run) {
    MapRunFacts.Known known = facts.known();
    ResultWriter writer = known.distribution().writer();
    Payload arguments = known.plan().writer();
    MapRunRow.Reason failure = run.failure();
    if (arguments == null) {
      return new Ended(
          failure == null
              ? new Event.TaskSucceeded(run.task(), output(run, writer))
              : failed(run, failure),
          false);
    }
    try {
      JsonObject details = write(run, arguments, writer);
      return new Ended(
          failure == null ? new Event.TaskSucceeded(run.task(), details) : failed(run, failure),
          true);
    } catch (ObjectStoreException | ItemReaderException e) {
      var reason = new MapRunRow.Reason(WRITER_FAILED, e.getMessage());
      return new Ended(failed(run, failure == null ? reason : failure), false);
    }
  }

  private static Event failed(MapRunRow run, MapRunRow.Reason reason) {
    return new Event.TaskFailed(run.task(), reason.error(), reason.cause());
  }

  // ---- the state's output

  private JsonArray output(MapRunRow run, @Nullable ResultWriter writer) {
    var results = new ArrayList<JsonValue>();
    int characters = 0;
    long from = 0;
    List<StoredMapChild> page;
    do {
      page = store.mapChildren(run.id(), from, false, ExecutionStatus.SUCCEEDED, PAGE);
      for (StoredMapChild child : page) {
        for (JsonValue result : shown(child, writer)) {
          results.add(result);
        }
        Payload output = child.execution().header().output();
        characters += output == null ? 0 : output.text().length();
        from = child.child().number() + 1;
      }
    } while (page.size() == PAGE && characters < OUTPUT_CHARACTERS);
    return JsonArray.of(results);
  }

  private static List<JsonValue> shown(StoredMapChild child, @Nullable ResultWriter writer) {
    Payload output = child.execution().header().output();
    JsonValue json = output == null ? JsonValue.JsonNull.NULL : output.json();
    if (writer == null) {
      return List.of(json);
    }
    return switch (String.valueOf(writer.transformation())) {
      case "COMPACT" -> List.of(json);
      case "FLATTEN" -> json instanceof JsonArray array ? array.elements() : List.of(json);
      default -> List.of(ChildResults.described(description(child)));
    };
  }

  private static ExecutionDescription description(StoredMapChild child) {
    return Descriptions.of(child.execution().start(), child.execution().header());
  }

  // ---- files

  private JsonObject write(MapRunRow run, Payload arguments, @Nullable ResultWriter writer) {
    if (!(arguments.json() instanceof JsonObject place)) {
      throw new BackendException(
          EmbeddedEngine.NAME, false, "the arguments of the ResultWriter are no object", null);
    }
    MapRunFacts.Known known = facts.known();
    var files =
        new ResultFiles(
            facts.objects(),
            known.caller(),
            place,
            run.arn(),
            writer != null && "JSONL".equals(writer.outputType()));
    long from = 0;
    List<StoredMapChild> page;
    do {
      page = store.mapChildren(run.id(), from, false, null, PAGE);
      for (StoredMapChild child : page) {
        add(files, child, writer);
        from = child.child().number() + 1;
      }
    } while (page.size() == PAGE);
    addPending(run, files);
    return files.finish();
  }

  private static void add(ResultFiles files, StoredMapChild child, @Nullable ResultWriter writer) {
    boolean succeeded = child.execution().header().status() == ExecutionStatus.SUCCEEDED;
    if (succeeded) {
      shown(child, writer).forEach(result -> files.add(Kind.SUCCEEDED, result));
    } else {
      files.add(Kind.FAILED, ChildResults.described(description(child)));
    }
  }

  private void addPending(MapRunRow run, ResultFiles files) {
    long from = 0;
    List<MapInput> page;
    do {
      page = store.mapInputs(run.id(), from, PAGE);
      for (MapInput input : page) {
        files.add(
            Kind.PENDING,
            JsonObject.of(
                "Input", new JsonString(input.body()), "InputDetails", ChildResults.INCLUDED));
        from = input.child() + 1;
      }
    } while (page.size() == PAGE);
  }

  /// How a result file shows an execution.
  private static final class ChildResults {
    private static final JsonObject INCLUDED = JsonObject.builder().put("Included", true).build();

    private ChildResults() {}

    static JsonObject described(ExecutionDescription execution) {
      var shown = JsonObject.builder();
      shown.putIfPresent("Cause", execution.cause());
      shown.putIfPresent("Error", execution.error());
      shown.put("ExecutionArn", execution.arn());
      shown.put("Input", execution.input()).put("InputDetails", INCLUDED);
      shown.put("Name", execution.id().name());
      if (execution.output() != null) {
        shown.put("Output", execution.output()).put("OutputDetails", INCLUDED);
      }
      shown.put("RedriveCount", execution.redrive().count());
      shown.put("RedriveStatus", execution.redrive().status());
      shown.putIfPresent("RedriveStatusReason", execution.redrive().reason());
      shown.put("StartDate", execution.startTime().toString());
      shown.put("StateMachineArn", execution.machineArn());
      shown.put("Status", execution.status().name());
      if (execution.stopTime() != null) {
        shown.put("StopDate", execution.stopTime().toString());
      }
      return shown.build();
    }
  }
}
