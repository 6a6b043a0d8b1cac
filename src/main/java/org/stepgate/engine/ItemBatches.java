package org.stepgate.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.stepgate.engine.MapRunPlan.Batches;

/// Puts the inputs that a distributed Map state makes of its items together, as its ItemBatcher
/// says: `{"BatchInput": …, "Items": […]}`.
///
/// Threads: confined to one.
public final class ItemBatches {
  private final Batches limits;
  private final Sink sink;

  /// The items of a batch that is not full yet, as JSON texts.
  private final List<String> open = new ArrayList<>();

  private long bytes;

  /// Takes batches, in their order.
  @FunctionalInterface
  public interface Sink {
    /// A batch is complete.
    ///
    /// @param input the input of a child, JSON
    /// @param items how many items it has, 1 or more
    void complete(String input, int items);
  }

  /// Nothing is put together yet.
  public ItemBatches(Batches limits, Sink sink) {
    this.limits = limits;
    this.sink = sink;
  }

  /// Adds the input of an item. One that is larger than a batch may be has a batch of its own.
  ///
  /// @param input JSON
  public void add(String input) {
    int added = input.getBytes(StandardCharsets.UTF_8).length + 1;
    if (!open.isEmpty() && bytes + added > limits.maxInputBytes()) {
      close();
    }
    if (open.isEmpty()) {
      bytes = frame("").getBytes(StandardCharsets.UTF_8).length;
    }
    open.add(input);
    bytes += added;
    if (open.size() == limits.maxItems()) {
      close();
    }
  }

  /// Completes the last batch, if there is one.
  public void close() {
    if (!open.isEmpty()) {
      sink.complete(frame(String.join(",", open)), open.size());
      open.clear();
    }
  }

  /// How many items were added that are in no complete batch.
  public int waiting() {
    return open.size();
  }

  private String frame(String items) {
    String before = limits.input() == null ? "{" : "{\"BatchInput\":" + limits.input().text() + ',';
    return before + "\"Items\":[" + items + "]}";
  }
}
