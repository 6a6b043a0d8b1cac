package org.stepgate.cli;

import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `stepgate schedules list|pause|resume`: shows and pauses what is started by time.
@Command(
    name = "schedules",
    description = "Shows, pauses and resumes schedules.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      SchedulesCommand.List.class,
      SchedulesCommand.Pause.class,
      SchedulesCommand.Resume.class
    })
final class SchedulesCommand implements Runnable {
  private static final String PATH = "/schedules";

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(), "a command is missing: list, pause or resume");
  }

  /// What the commands share: the server, and how results are printed.
  abstract static sealed class OfServer implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private ServerOptions server = new ServerOptions();

    /// Asks the server and prints the answer.
    abstract void run(ControlApi api, Printer printer);

    @Override
    public final Integer call() {
      PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
      run(server.api(), new Printer(out, server.json(), ZoneId.systemDefault()));
      return ExitCode.OK;
    }
  }

  /// `stepgate schedules list`.
  @Command(
      name = "list",
      description = "Lists all schedules with their next tick and what became of the last.")
  static final class List extends OfServer {
    @Override
    void run(ControlApi api, Printer printer) {
      JsonValue schedules = api.get(PATH, ControlApi.query()).checked().object().get("schedules");
      printer.schedules(schedules instanceof JsonArray array ? array : JsonArray.EMPTY);
    }
  }

  /// What changes one schedule.
  abstract static sealed class Change extends OfServer {
    private final String operation;

    @Parameters(paramLabel = "NAME", description = "The schedule.")
    private String name = "";

    Change(String operation) {
      this.operation = operation;
    }

    @Override
    void run(ControlApi api, Printer printer) {
      String path = PATH + "/" + ControlApi.segment(name) + "/" + operation;
      printer.schedule(api.post(path, JsonObject.EMPTY).checked().object());
    }
  }

  /// `stepgate schedules pause`.
  @Command(
      name = "pause",
      description = "Pauses a schedule until it is resumed; what runs goes on.")
  static final class Pause extends Change {
    Pause() {
      super("pause");
    }
  }

  /// `stepgate schedules resume`.
  @Command(
      name = "resume",
      description = "Ends the pause of a schedule; the ticks during it are not made up for.")
  static final class Resume extends Change {
    Resume() {
      super("resume");
    }
  }
}
