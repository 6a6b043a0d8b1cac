package org.stepgate.store;

import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stepgate.engine.Execution;
import org.stepgate.workflow.MachineId;

/// What is fixed of an execution when it is created.
///
/// @param identity names, times and input; the start time has no fraction of a millisecond
/// @param definitionSha256 the SHA-256 of its definition, in lower-case hexadecimal
/// @param origin its machine as it was
/// @param route the id of the route that started it; null when it was started otherwise
/// @param fingerprint what the request that started it is recognised by; null when it had no key
/// @param traceparent the W3C trace context; null when there is none
/// @param testCase the test case of the mock file that answers its tasks; null when there is none
/// @param caller the JSON text of who started it
/// @param parent the task that started it; null when no execution did
/// @param mapChild which child of a map run it is; null when it is none
/// @param tells the targets and addresses that are told of its end
public record NewExecution(
    Execution.Identity identity,
    String definitionSha256,
    MachineOrigin origin,
    @Nullable String route,
    @Nullable String fingerprint,
    @Nullable String traceparent,
    @Nullable String testCase,
    String caller,
    @Nullable ParentTask parent,
    @Nullable MapChild mapChild,
    List<String> tells) {
  /// Checks the start time, and copies the list.
  public NewExecution {
    tells = List.copyOf(tells);
    if (!identity.startTime().truncatedTo(ChronoUnit.MILLIS).equals(identity.startTime())) {
      throw new IllegalArgumentException("the start time must be in whole milliseconds");
    }
  }

  /// The machine.
  public MachineId machineId() {
    return new MachineId(origin.account(), identity.machineName());
  }
}
