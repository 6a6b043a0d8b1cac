package org.stepgate.engine;

import java.time.Instant;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.stepgate.engine.Frame.Tolerance;

/// What the run of a distributed Map state needs to know, all of it evaluated when the state was
/// entered, so that any worker can carry it on without the execution.
///
/// @param arn the ARN of the run
/// @param startTime when the state was entered, which is "now" for the ItemSelector
/// @param label what names the state in ARNs
/// @param state the name of the state
/// @param express true when the children are Express executions
/// @param items the array of the items; null when `reader` says where they are
/// @param reader what the ItemReader is asked for; null when there is none
/// @param maxItems after how many items to stop reading, 0 for none
/// @param selector what the ItemSelector sees beside the item; null when an item is an input
/// @param batches how items are put together; null when each child has one
/// @param writer where the ResultWriter stores the results; null when it does not
/// @param maxConcurrency how many children may run at a time, 0 for no limit
/// @param tolerance how many items may fail
public record MapRunPlan(
    String arn,
    Instant startTime,
    String label,
    String state,
    boolean express,
    @Nullable Payload items,
    @Nullable Payload reader,
    long maxItems,
    @Nullable Selector selector,
    @Nullable Batches batches,
    @Nullable Payload writer,
    int maxConcurrency,
    Tolerance tolerance) {

  /// What an ItemSelector sees beside the item.
  ///
  /// @param input the state's effective input
  /// @param context the context object without its `Map`
  /// @param variables those of the scopes around the state, by name
  /// @param enteredEventId the event by which the state was entered, for texts of errors
  public record Selector(
      Payload input, Payload context, SortedMap<String, Payload> variables, long enteredEventId) {}

  /// How items are put together.
  ///
  /// @param maxItems how many a batch may have, 0 for any number
  /// @param maxInputBytes how large the input of a child may be
  /// @param input what every batch gets beside its items; null for nothing
  public record Batches(long maxItems, long maxInputBytes, @Nullable Payload input) {}
}
