package org.stepgate.cli;

import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

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
final class SchedulesCommand extends CommandGroup {
  private static final String PATH = "/schedules";

  /// `stepgate schedules list`.
  @Command(
      name = "list",
      description = "Lists all schedules with their next tick and what became of the last.")
  static final class List extends ServerCommand {
    @Override
    void run(ControlApi api, Printer printer) {
      JsonValue schedules = api.get(PATH, ControlApi.query()).checked().object().get("schedules");
      printer.schedules(schedules instanceof JsonArray array ? array : JsonArray.EMPTY);
    }
  }

  /// What changes one schedule.
  abstract static sealed class Change extends ServerCommand {
    private final String operation;

    @Parameters(paramLabel = "NAME", description = "The schedule.")
    private String name = "";

    Change(String operation) {
      this.operation = operation;
    }

    @Override
    void run(ControlApi api, Printer printer) {
      String path = PATH + "/" + ControlApi.segment(name) + "/" + operation;
      printer.schedule(
          api.post(path, JsonObject.EMPTY)
              .checked(new ControlApi.Subject("schedule", name))
              .object());
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
