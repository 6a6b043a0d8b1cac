package org.stepgate.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stepgate.asl.StateMachine;
import org.stepgate.engine.Advance.ChildResult;

/// All that the interpreter knows of one execution. The interpreter only reads it; the shell calls
/// [#apply] once an [Advance] is committed, or drops the advance and reloads the execution when
/// another writer was faster.
///
/// Threads: confined to one at a time.
public final class Execution {
  private final Identity identity;
  private final StateMachine definition;
  private final Map<FrameId, Frame> frames = new HashMap<>();
  private final FrameIndex index = new FrameIndex();
  private final Map<FrameId, List<ChildResult>> results = new HashMap<>();
  private ExecutionHeader header = ExecutionHeader.INITIAL;
  private long variableBytes;

  /// What never changes of an execution, and what the context object shows of it.
  ///
  /// @param arn the ARN of the execution
  /// @param name its name
  /// @param machineArn the ARN of its state machine
  /// @param machineName the name of its state machine
  /// @param roleArn the role it runs as
  /// @param express true for an Express execution
  /// @param startTime when it was started
  /// @param input its input
  public record Identity(
      String arn,
      String name,
      String machineArn,
      String machineName,
      String roleArn,
      boolean express,
      Instant startTime,
      Payload input) {}

  /// An execution before its first event.
  public Execution(Identity identity, StateMachine definition) {
    this.identity = identity;
    this.definition = definition;
  }

  /// An execution as it was stored.
  ///
  /// @param frames all its frames
  /// @param results all results of frames that are still there
  public static Execution restore(
      Identity identity,
      StateMachine definition,
      ExecutionHeader header,
      Iterable<Frame> frames,
      Iterable<ChildResult> results) {
    var execution = new Execution(identity, definition);
    execution.header = header;
    frames.forEach(execution::put);
    results.forEach(execution::append);
    return execution;
  }

  /// Takes over what an event changed.
  public void apply(Advance advance) {
    header = advance.header();
    advance.changedFrames().forEach(this::put);
    advance.results().forEach(this::append);
    for (FrameId removed : advance.removedFrames()) {
      replace(frames.remove(removed), null);
      results.remove(removed);
    }
  }

  /// What never changes.
  public Identity identity() {
    return identity;
  }

  /// The definition that the execution has had from its start.
  public StateMachine definition() {
    return definition;
  }

  /// What changes with every event.
  public ExecutionHeader header() {
    return header;
  }

  /// The frame of that id, null when it has ended.
  @Nullable Frame frame(FrameId id) {
    return frames.get(id);
  }

  /// All frames, in no order.
  Collection<Frame> frames() {
    return Collections.unmodifiableCollection(frames.values());
  }

  /// The size of all variables, in bytes of UTF-8.
  long variableBytes() {
    return variableBytes;
  }

  /// Finds frames by what they wait for.
  FrameIndex index() {
    return index;
  }

  /// The results so far of a Map or Parallel frame, in the order in which they came.
  List<ChildResult> results(FrameId parent) {
    return results.getOrDefault(parent, List.of());
  }

  private void put(Frame frame) {
    replace(frames.put(frame.id(), frame), frame);
  }

  private void replace(@Nullable Frame before, @Nullable Frame after) {
    index.replace(before, after);
    variableBytes += Variables.growth(before, after);
  }

  private void append(ChildResult result) {
    results.computeIfAbsent(result.parent(), _ -> new ArrayList<>()).add(result);
  }
}
