package org.stepgate.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.tasks.TaskOutcome.Failed;
import org.stepgate.tasks.TaskOutcome.Succeeded;

/// Commands and their identity tokens.
class ExecTokenTest {
  private static TaskOutcome run(@Nullable String audience, IdentityTokens tokens)
      throws Exception {
    var command =
        new ExecCommand(
            List.of("/bin/sh", "-c", "printf '\"%s\"' \"$STEPGATE_IDENTITY_TOKEN\""),
            List.of(),
            new ExecEnvironment(
                List.of("PATH"), new LinkedHashMap<String, ConfiguredValue>(), audience),
            Path.of("/"),
            ExecLimits.defaults());
    var commands = new LinkedHashMap<String, ExecCommand>();
    commands.put("c", command);
    try (var runner =
        new ExecRunner(
            new ExecTaskConfig(commands, 1, Duration.ZERO),
            Map.of("PATH", System.getenv("PATH")),
            tokens)) {
      return runner.run(
          new TaskCall(
              TaskRegistry.EXEC,
              JsonReader.read("{\"Command\":\"c\"}", JsonLimits.NETWORK),
              new TaskIdentity("arn", "State", 0, "key"),
              Duration.ofSeconds(60)),
          _ -> {});
    }
  }

  @Test
  void run_commandWithAnAudience_getsATokenForIt() throws Exception {
    assertThat(run("aud", (audience, call) -> audience + " of " + call.identity().stateName()))
        .isEqualTo(new Succeeded(new JsonString("aud of State")));
  }

  @Test
  void run_commandWithoutAudience_getsNone() throws Exception {
    assertThat(
            run(
                null,
                (_, _) -> {
                  throw new AssertionError("nobody asked for a token");
                }))
        .isEqualTo(new Succeeded(new JsonString("")));
  }

  @Test
  void run_tokenThatCannotBeMade_failsWithoutRunning() throws Exception {
    assertThat(run("aud", IdentityTokens.NONE))
        .isEqualTo(
            new Failed(
                "States.TaskFailed",
                "The command 'c' cannot be started: the section workflow-identity is missing"));
  }
}
