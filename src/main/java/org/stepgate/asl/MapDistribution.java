package org.stepgate.asl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a distributed Map state has beyond an inline one: each iteration is an execution of its
/// own.
///
/// @param childType the type of the child executions
/// @param label what the name of the map run starts with; null for a random one
/// @param reader where the items come from; null when they come from the state's input
/// @param batcher how items are put together; null when each is an iteration of its own
/// @param writer where the results go; null when they are the state's result
/// @spec https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html Step
///   Functions, distributed Map
public record MapDistribution(
    MachineType childType,
    @Nullable String label,
    @Nullable ItemReader reader,
    @Nullable ItemBatcher batcher,
    @Nullable ResultWriter writer) {

  /// Where items come from.
  ///
  /// @param resource the ARN of the call that reads, such as `arn:aws:states:::s3:getObject`
  /// @param arguments what it is called with; null for nothing
  /// @param config how the answer is read
  public record ItemReader(
      String resource, @Nullable JsonExpression arguments, ReaderConfig config) {}

  /// How what was read becomes items.
  ///
  /// @param inputType what was read; null for a list of objects, which has no text
  /// @param transformation whether objects of a list are read in turn: `NONE` or
  ///   `LOAD_AND_FLATTEN`; null is `NONE`
  /// @param manifestType the kind of a manifest, `ATHENA_DATA` or `S3_INVENTORY`; null for the
  ///   latter
  /// @param csv how CSV is read; null for other input types
  /// @param itemsPointer the JSON pointer of the items within a JSON document; null for the root
  /// @param maxItems the number of items after which reading ends; null for no limit, as is 0
  public record ReaderConfig(
      @Nullable InputType inputType,
      @Nullable String transformation,
      @Nullable String manifestType,
      @Nullable Csv csv,
      @Nullable String itemsPointer,
      @Nullable IntegerExpression maxItems) {}

  /// The types of input.
  public enum InputType {
    /// Lines of values, with names for the columns.
    CSV,
    /// An array, or an object whose members are the items.
    JSON,
    /// One JSON value per line.
    JSONL,
    /// Columns in a binary form.
    PARQUET,
    /// A list of the objects that hold the items.
    MANIFEST
  }

  /// How CSV is read.
  ///
  /// @param headers the names of the columns; empty when they stand in the first row
  /// @param delimiter what stands between two values
  public record Csv(List<String> headers, char delimiter) {
    /// Copies the names.
    public Csv {
      headers = List.copyOf(headers);
    }
  }

  /// How items are put together.
  ///
  /// @param batchInput what each batch gets beside its items; null for nothing
  /// @param maxItems items of a batch at most; null for no limit
  /// @param maxInputBytes size of a batch at most; null for no limit but that of payloads
  public record ItemBatcher(
      @Nullable JsonExpression batchInput,
      @Nullable IntegerExpression maxItems,
      @Nullable IntegerExpression maxInputBytes) {}

  /// Where results go.
  ///
  /// @param resource the ARN of the call that writes, such as `arn:aws:states:::s3:putObject`; null
  ///   when the results are only transformed
  /// @param arguments what it is called with; null for nothing
  /// @param transformation `NONE`, `COMPACT` or `FLATTEN`; null for the default of the resource
  /// @param outputType `JSON` or `JSONL`; null is `JSON`
  public record ResultWriter(
      @Nullable String resource,
      @Nullable JsonExpression arguments,
      @Nullable String transformation,
      @Nullable String outputType) {}
}
