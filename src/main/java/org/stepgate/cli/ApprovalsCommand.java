package org.stepgate.cli;

import java.util.Locale;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `stepgate approvals`: what waits for people, and what they decide.
@Command(
    name = "approvals",
    description = "Lists what waits for you, and decides it.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ApprovalsCommand.List.class,
      ApprovalsCommand.Show.class,
      ApprovalsCommand.Approve.class,
      ApprovalsCommand.Reject.class
    })
final class ApprovalsCommand extends CommandGroup {
  private static final String PATH = "/approvals";

  /// `stepgate approvals list`.
  @Command(
      name = "list",
      description = "Lists what waits for you, or all of a status that you may see.")
  static final class List extends ServerCommand {
    @Option(
        names = "--status",
        paramLabel = "STATUS",
        defaultValue = "",
        description = "pending, approved, rejected, expired, withdrawn or all.")
    private String status = "";

    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "100",
        description = "How many at most; ${DEFAULT-VALUE} if missing.")
    private int limit = 0;

    @Option(names = "--ids", description = "Only the ids, one in a line, for scripts.")
    private boolean ids;

    @Override
    void run(ControlApi api, Printer printer) {
      var query =
          ControlApi.query(
              "status", status.toUpperCase(Locale.ROOT), "limit", Integer.toString(limit));
      JsonValue found = api.get(PATH, query).checked().object().get("approvals");
      JsonArray approvals = found instanceof JsonArray array ? array : JsonArray.EMPTY;
      if (ids) {
        for (JsonValue each : approvals) {
          String id = each instanceof JsonObject approval ? approval.string("id") : null;
          if (id != null) {
            printer.id(id);
          }
        }
      } else {
        printer.approvals(approvals);
      }
    }
  }

  /// What names one approval.
  abstract static sealed class One extends ServerCommand {
    @Parameters(paramLabel = "ID", description = "The approval.")
    private String id = "";

    ControlApi.Subject subject() {
      return new ControlApi.Subject("approval", id);
    }

    String path() {
      return PATH + "/" + ControlApi.segment(id);
    }
  }

  /// `stepgate approvals show`.
  @Command(name = "show", description = "Shows an approval, with what was decided so far.")
  static final class Show extends One {
    @Override
    void run(ControlApi api, Printer printer) {
      printer.approval(api.get(path(), ControlApi.query()).checked(subject()).object());
    }
  }

  /// What decides one approval.
  abstract static sealed class Decide extends One {
    private final String decision;

    @Option(
        names = {"-r", "--reason"},
        paramLabel = "TEXT",
        defaultValue = "",
        description = "Why; some approvals need it.")
    private String reason = "";

    Decide(String decision) {
      this.decision = decision;
    }

    @Override
    void run(ControlApi api, Printer printer) {
      var body =
          JsonObject.builder()
              .put("decision", decision)
              .putIfPresent("reason", reason.isEmpty() ? null : reason)
              .build();
      printer.approval(api.post(path(), body).checked(subject()).object());
    }
  }

  /// `stepgate approvals approve`.
  @Command(name = "approve", description = "Says yes. One decision for each person; it stays.")
  static final class Approve extends Decide {
    Approve() {
      super("approve");
    }
  }

  /// `stepgate approvals reject`.
  @Command(name = "reject", description = "Says no, which ends the approval.")
  static final class Reject extends Decide {
    Reject() {
      super("reject");
    }
  }
}
