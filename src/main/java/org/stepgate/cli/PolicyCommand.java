package org.stepgate.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.stepgate.config.ConfigException;
import org.stepgate.config.Configuration;
import org.stepgate.config.ConfigurationDirectory;
import org.stepgate.config.ConfigurationReader;
import org.stepgate.config.Directories;
import org.stepgate.config.Fault;
import org.stepgate.policy.Decision;
import org.stepgate.policy.NoPolicies;
import org.stepgate.policy.Policies;
import org.stepgate.policy.Resource;
import org.stepgate.routes.Authorizer;
import org.stepgate.routes.RouteConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `stepgate policy test`: holds the policies of a site to a table of cases.
@Command(
    name = "policy",
    description = "Tests the policies of a site.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {PolicyCommand.Test.class})
final class PolicyCommand extends CommandGroup {
  /// `stepgate policy test FILE`.
  @Command(
      name = "test",
      description = "Asks the policies of a site for each case of a table. Needs no server.",
      footer = {
        "",
        "The table is a YAML list of cases:",
        "",
        "  - name: staff orders",
        "    principal: https://idp.example|bob",
        "    groups: [staff]",
        "    action: invoke",
        "    resource: Route::orders",
        "    source: 127.0.0.1",
        "    expected: allow",
        "    by: [orders.cedar#staff-orders]",
        "",
        "The principal is anonymous, ISSUER|SUBJECT or SUBJECT, the resource TYPE::ID.",
        "Of an execution, requester and route may be told. The keys name, groups, claims,",
        "source (the address of the client) and by (the policies that decide) may be",
        "left out.",
        "",
        "The exit code is 0 when all cases are as expected, 1 when one differs,",
        "78 when the configuration or the table is faulty."
      })
  static final class Test implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The table of cases.")
    private Path file = Path.of("-");

    @Option(
        names = "--config",
        paramLabel = "DIR",
        defaultValue = "${env:STEPGATE_CONFIG:-/etc/stepgate}",
        description = "Where stepgate.yaml is. Default: $STEPGATE_CONFIG, else /etc/stepgate")
    private Path directory = Path.of("/etc/stepgate");

    @Option(
        names = {"-a", "--all"},
        description = "Show the cases that are as expected, too.")
    private boolean all;

    @Override
    public Integer call() {
      PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
      try {
        return run(out);
      } catch (ConfigException e) {
        for (Fault fault : e.faults()) {
          out.println(PrintableText.line(fault.toString()));
        }
        return ExitCode.CONFIG;
      } catch (IOException e) {
        out.println(PrintableText.line(file + ": cannot be read: " + e.getMessage()));
        return ExitCode.CONFIG;
      } finally {
        out.flush();
      }
    }

    /// A misspelt route would be denied, as a case may expect.
    private void checkRoutes(List<PolicyCase> cases, Configuration configuration) {
      Set<String> known =
          configuration.routes().stream().map(RouteConfig::id).collect(Collectors.toSet());
      var faults = new ArrayList<Fault>();
      for (PolicyCase each : cases) {
        if (each.resource() instanceof Resource.Route(String id)
            && !known.contains(id)
            && !Authorizer.isFolder(id)) { // which only the web server knows
          faults.add(new Fault(file.toString(), each.position(), "there is no route '" + id + "'"));
        }
      }
      if (!faults.isEmpty()) {
        throw new ConfigException(faults);
      }
    }

    private int run(PrintWriter out) throws IOException {
      List<PolicyCase> cases = PolicyCase.read(file.toString(), Files.readString(file));
      var absolute = directory.toAbsolutePath();
      var bundle = new ConfigurationDirectory(directory).read();
      var configuration = ConfigurationReader.read(bundle, new Directories(absolute, absolute));
      checkRoutes(cases, configuration);
      var policies = new Policies(new NoPolicies(false));
      policies.use(configuration.policies());
      int differing = 0;
      for (PolicyCase each : cases) {
        Decision decision =
            policies.decide(each.principal(), each.action(), each.resource(), each.context());
        boolean fits = each.fits(decision);
        differing += fits ? 0 : 1;
        if (all || !fits) {
          out.println(
              PrintableText.line(
                  file
                      + ":"
                      + each.position()
                      + ": "
                      + (fits ? "" : "differs: ")
                      + each.told(decision)));
        }
      }
      out.println(
          cases.size()
              + (cases.size() == 1 ? " case, " : " cases, ")
              + (differing == 0 ? "none" : Integer.toString(differing))
              + (differing == 1 ? " differs" : " differ"));
      return differing == 0 ? ExitCode.OK : ExitCode.FOUND;
    }
  }
}
