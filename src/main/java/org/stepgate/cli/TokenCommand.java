package org.stepgate.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stepgate.config.Quantity;
import org.stepgate.identity.DemoIssuer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `stepgate token`: mints an access token of the demo issuer, without a server.
@Command(
    name = "token",
    description = {
      "Prints an access token of the demo issuer.",
      "A worker with --demo takes it from callers on this host. It needs no server, but the right"
          + " to",
      "read the state directory."
    })
final class TokenCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--subject", paramLabel = "NAME", required = true, description = "Who calls.")
  private String subject = "";

  @Option(
      names = "--group",
      paramLabel = "NAME",
      description = "A group of the caller; may be given several times.")
  private List<String> groups = new ArrayList<>();

  @Option(
      names = "--scope",
      paramLabel = "NAME",
      description = "A scope of the token; may be given several times.")
  private List<String> scopes = new ArrayList<>();

  @Option(
      names = "--lifetime",
      paramLabel = "TIME",
      defaultValue = "10m",
      description = "How long it holds, 1s to 1d. Default: ${DEFAULT-VALUE}")
  private String lifetime = "10m";

  @Mixin private final StateOption state = new StateOption();

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    Path directory = state.existing();
    DemoIssuer.Request request = request();
    try {
      out.println(new DemoIssuer(directory).mint(request, Instant.now()));
      out.flush();
      return ExitCode.OK;
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.NO_PERMISSION, "the key of the demo issuer cannot be had: " + e.getMessage());
    }
  }

  private DemoIssuer.Request request() {
    Duration time =
        Quantity.time(lifetime)
            .orElseThrow(() ->
                new CommandException(
                    ExitCode.USAGE, "--lifetime takes a time such as 10m, not '" + lifetime + "'"));
    try {
      return new DemoIssuer.Request(subject, groups, scopes, time);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }
}
