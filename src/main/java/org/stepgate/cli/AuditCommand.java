package org.stepgate.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stepgate.audit.AuditExport;
import org.stepgate.audit.ChainFault;
import org.stepgate.audit.ChainHead;
import org.stepgate.audit.Verification;
import org.stepgate.store.StoreOpenException;
import org.stepgate.store.StoredAudit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `stepgate audit verify|export|head`: reads who did what, and whether that is still as it was
/// written.
@Command(
    name = "audit",
    description = "Checks and shows who did what. Run it as the pool's user.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {AuditCommand.Verify.class, AuditCommand.Export.class, AuditCommand.Head.class})
final class AuditCommand extends CommandGroup {
  /// What the commands share: the state directory, and whose it is.
  abstract static sealed class OfState implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Mixin private final StateOption state = new StateOption();

    /// Runs the command; gives its exit code.
    abstract int run(StoredAudit store, Path logs, PrintWriter out) throws IOException;

    final ParameterException wrong(String text) {
      return new ParameterException(Objects.requireNonNull(spec).commandLine(), text);
    }

    @Override
    public final Integer call() {
      PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
      Path directory = state.directory();
      try (StoredAudit store = StoredAudit.open(StoreCommand.database(directory))) {
        int exitCode = run(store, directory.resolve(WorkerAudit.FOLDER), out);
        out.flush();
        return exitCode;
      } catch (StoreOpenException e) {
        throw StoreCommand.refused(e);
      } catch (IOException e) {
        throw new CommandException(ExitCode.UNAVAILABLE, "a log cannot be read: " + e.getMessage());
      }
    }
  }

  /// `stepgate audit verify`.
  @Command(
      name = "verify",
      description = {
        "Checks the chain of the store and the logs of all workers.",
        "The first bad record of each is named."
      },
      footer = {"", "The exit code is 1 when a record is bad."})
  static final class Verify extends OfState {
    @Option(
        names = "--head",
        paramLabel = "NUMBER:HASH",
        description = "A head of the store's chain that is known from elsewhere.")
    private @Nullable String head;

    @Override
    int run(StoredAudit store, Path logs, PrintWriter out) throws IOException {
      Verification.Report report = Verification.verify(store, logs, known());
      List<String> chains =
          report.heads().keySet().stream()
              .sorted(
                  Comparator.comparing((String name) -> !name.equals("store"))
                      .thenComparing(Comparator.naturalOrder()))
              .toList();
      var table = new Table("chain", "good records", "head");
      Map<String, ChainHead> heads = report.heads();
      for (String chain : chains) {
        ChainHead end = heads.getOrDefault(chain, ChainHead.NONE);
        table.row(chain, Long.toString(end.sequence()), end.hash());
      }
      out.print(table);
      report.notes().forEach(note -> out.println("note: " + PrintableText.line(note)));
      for (ChainFault fault : report.faults()) {
        out.println("bad:  " + PrintableText.line(fault.toString()));
      }
      return report.faults().isEmpty() ? ExitCode.OK : ExitCode.FOUND;
    }

    private @Nullable ChainHead known() {
      try {
        return head == null ? null : ChainHead.parse(head);
      } catch (IllegalArgumentException e) {
        throw wrong("--head takes what stepgate audit head has printed: " + e.getMessage());
      }
    }
  }

  /// `stepgate audit export`.
  @Command(
      name = "export",
      description = {
        "Prints all records, one JSON object on a line each.",
        "Those of the store come first. Each has the name of its chain, its number and its hash."
      })
  static final class Export extends OfState {
    @Option(
        names = "--since",
        paramLabel = "TIME",
        description = "Only records of this time or later, such as 2026-01-31T00:00:00Z.")
    private @Nullable String since;

    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        defaultValue = "jsonl",
        description = "jsonl, the only one. Default: ${DEFAULT-VALUE}")
    private Format format = Format.JSONL;

    /// How records are printed.
    private enum Format {
      JSONL
    }

    @Override
    int run(StoredAudit store, Path logs, PrintWriter out) throws IOException {
      switch (format) {
        case JSONL ->
            AuditExport.lines(store, logs, from(), line -> out.println(PrintableText.line(line)));
      }
      return ExitCode.OK;
    }

    private Instant from() {
      try {
        return since == null ? Instant.MIN : Instant.parse(since);
      } catch (DateTimeParseException e) {
        throw wrong("--since takes a time such as 2026-01-31T00:00:00Z, not '" + since + "'");
      }
    }
  }

  /// `stepgate audit head`.
  @Command(
      name = "head",
      description = {
        "Prints the head of the store's chain.",
        "It is to be kept where nobody of this host can change it, and given to stepgate audit"
            + " verify",
        "--head later."
      })
  static final class Head extends OfState {
    @Override
    int run(StoredAudit store, Path logs, PrintWriter out) {
      out.println(store.head());
      return ExitCode.OK;
    }
  }
}
