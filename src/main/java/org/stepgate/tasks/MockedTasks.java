package org.stepgate.tasks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.stepgate.tasks.TaskOutcome.Failed;

/// Answers the calls of executions that were started with a test case of the mock file.
///
/// Calls are counted by this worker, by their idempotency keys, so that a repetition of a call gets
/// the same answer. The counts of [#MOST] states are kept; that serves tests, which is what a mock
/// file is for.
///
/// Threads: safe for use by any.
final class MockedTasks {
  /// Of how many states of executions the calls are counted.
  static final int MOST = 10_000;

  private static final int MACHINE_PART = 6;

  private final MockFile file;
  private final SequencedMap<StateOfExecution, List<String>> calls = new LinkedHashMap<>();

  MockedTasks(MockFile file) {
    this.file = file;
  }

  private record StateOfExecution(String executionArn, String state) {}

  /// The answer; empty when the call is to be made in truth.
  Optional<TaskOutcome> answer(TaskCall call) {
    TaskIdentity identity = call.identity();
    String testCase = call.context().testCase();
    String machine = machine(identity.executionArn());
    if (testCase == null || machine == null) {
      return Optional.empty();
    }
    if (!file.has(machine, testCase)) {
      return Optional.of(
          new Failed(
              TaskErrors.RUNTIME,
              "The mock file has no test case '%s' of the state machine '%s'"
                  .formatted(TaskErrors.shortened(testCase), machine)));
    }
    return file.answers(machine, testCase, identity.stateName())
        .map(answers -> {
          int number = number(identity);
          return answers
              .answer(number)
              .orElseGet(() ->
                  new Failed(
                      TaskErrors.RUNTIME,
                      "The mock file has no answer %d for the state '%s' in the test case '%s'"
                          .formatted(number, identity.stateName(), testCase)));
        });
  }

  /// How many other calls the state made before.
  private int number(TaskIdentity identity) {
    var state = new StateOfExecution(identity.executionArn(), identity.stateName());
    synchronized (calls) {
      List<String> known = calls.remove(state);
      List<String> keys = known == null ? new ArrayList<>() : known;
      calls.putLast(state, keys);
      if (calls.size() > MOST) {
        calls.pollFirstEntry();
      }
      int earlier = keys.indexOf(identity.idempotencyKey());
      if (earlier >= 0) {
        return earlier;
      }
      keys.add(identity.idempotencyKey());
      return keys.size() - 1;
    }
  }

  private static @Nullable String machine(String executionArn) {
    String[] parts = executionArn.split(":", MACHINE_PART + 2);
    return parts.length > MACHINE_PART ? parts[MACHINE_PART] : null;
  }
}
