package org.stepgate.items;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.tasks.ObjectStore;
import org.stepgate.tasks.ObjectStore.Caller;
import org.stepgate.tasks.ObjectStore.Place;

/// The files of one ResultWriter: `SUCCEEDED_0.json`, `FAILED_0.json`, `PENDING_0.json` and so on
/// with their `manifest.json`, below the prefix in a folder named after the map run. A file is
/// written when it is large enough, so that few bytes are in memory.
///
/// Writing the same results again replaces the same files.
///
/// @spec https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html Step
///   Functions, ResultWriter
public final class ResultFiles {
  /// From which size a file is written and the next one begun.
  static final int FILE_BYTES = 8 << 20;

  private static final String JSON = "application/json";

  private final ObjectStore objects;
  private final Caller caller;
  private final String runArn;
  private final boolean jsonLines;
  private final String bucket;
  private final String folder;
  private final Map<Kind, Open> open = new EnumMap<>(Kind.class);

  /// What became of a child.
  public enum Kind {
    /// It failed, timed out, or was stopped.
    FAILED,
    /// It was never started.
    PENDING,
    /// It ended well.
    SUCCEEDED
  }

  private static final class Open {
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final List<JsonValue> written = new ArrayList<>();
    private int files;
  }

  /// Files of a run.
  ///
  /// @param arguments `Bucket` and, when there is one, `Prefix`
  /// @param jsonLines true for one result a line, false for an array
  /// @throws ItemReaderException when there is no bucket among the arguments
  public ResultFiles(
      ObjectStore objects, Caller caller, JsonObject arguments, String runArn, boolean jsonLines) {
    this.objects = objects;
    this.caller = caller;
    this.runArn = runArn;
    this.jsonLines = jsonLines;
    String name = arguments.string("Bucket");
    if (name == null) {
      throw new ItemReaderException("The ResultWriter needs the argument Bucket, a text.");
    }
    this.bucket = name;
    String prefix = arguments.string("Prefix");
    String run = runArn.substring(runArn.lastIndexOf(':') + 1);
    this.folder =
        prefix == null || prefix.isEmpty()
            ? run
            : (prefix.endsWith("/") ? prefix : prefix + '/') + run;
    for (Kind kind : Kind.values()) {
      open.put(kind, new Open());
    }
  }

  /// Adds a result.
  ///
  /// @throws org.stepgate.tasks.ObjectStoreException when a file cannot be written
  public void add(Kind kind, JsonValue result) {
    Open file = of(kind);
    append(file, jsonLines ? "" : file.content.size() == 0 ? "[" : ",");
    append(file, result.toString());
    append(file, jsonLines ? "\n" : "");
    if (file.content.size() >= FILE_BYTES) {
      write(kind, file);
    }
  }

  private Open of(Kind kind) {
    Open file = open.get(kind);
    if (file == null) {
      throw new AssertionError("every kind is there");
    }
    return file;
  }

  private static void append(Open file, String text) {
    file.content.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private void write(Kind kind, Open file) {
    if (file.content.size() == 0) {
      return;
    }
    append(file, jsonLines ? "" : "]");
    String key = folder + '/' + kind + '_' + file.files + (jsonLines ? ".jsonl" : ".json");
    byte[] content = file.content.toByteArray();
    objects.put(caller, new Place(bucket, key), JSON, content);
    file.written.add(JsonObject.builder().put("Key", key).put("Size", content.length).build());
    file.files++;
    file.content.reset();
  }

  /// Writes what is left and the manifest.
  ///
  /// @return the output of the state: `MapRunArn`, and `ResultWriterDetails` with bucket and key of
  ///   the manifest
  /// @throws org.stepgate.tasks.ObjectStoreException when a file cannot be written
  public JsonObject finish() {
    var files = JsonObject.builder();
    for (Kind kind : Kind.values()) {
      Open file = of(kind);
      write(kind, file);
      files.put(kind.name(), JsonArray.of(file.written));
    }
    JsonObject manifest =
        JsonObject.builder()
            .put("DestinationBucket", bucket)
            .put("MapRunArn", runArn)
            .put("ResultFiles", files.build())
            .build();
    String key = folder + "/manifest.json";
    objects.put(
        caller, new Place(bucket, key), JSON, manifest.toString().getBytes(StandardCharsets.UTF_8));
    return JsonObject.builder()
        .put("MapRunArn", runArn)
        .put(
            "ResultWriterDetails",
            JsonObject.builder().put("Bucket", bucket).put("Key", key).build())
        .build();
  }
}
