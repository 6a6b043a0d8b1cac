package org.stepgate.tasks;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;

/// A worker that runs one command until it is killed. Prints the command's process group as soon as
/// it is told of it. Arguments: `run` or `hold` (never return from recording the group), and the
/// command.
final class DoomedWorker {
  private DoomedWorker() {}

  public static void main(String[] arguments) throws Exception {
    boolean hold = arguments[0].equals("hold");
    var commands = new LinkedHashMap<String, ExecCommand>();
    var argv = Arrays.copyOfRange(arguments, 1, arguments.length);
    commands.put("c", ExecCommand.of(argv));
    var config = new ExecTaskConfig(commands, 1, Duration.ofSeconds(2));
    try (var runner = new ExecRunner(config, System.getenv())) {
      runner.run(
          new TaskCall(
              "r",
              JsonReader.read("{\"Command\":\"c\"}", JsonLimits.NETWORK),
              new TaskIdentity("arn", "state", 0, "key-0"),
              Duration.ofHours(1)),
          group -> record(group, hold));
    }
  }

  private static void record(ProcessGroup group, boolean hold) {
    System.out.println(group.text());
    try {
      if (hold) {
        System.in.read();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
