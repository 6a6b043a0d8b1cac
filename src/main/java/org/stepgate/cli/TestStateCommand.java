package org.stepgate.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.stepgate.asl.DefinitionParser;
import org.stepgate.config.ConfigException;
import org.stepgate.config.ConfigurationDirectory;
import org.stepgate.config.ConfigurationReader;
import org.stepgate.config.Directories;
import org.stepgate.embedded.EmbeddedConfig;
import org.stepgate.embedded.EmbeddedStateTests;
import org.stepgate.json.JsonDocument;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonWriter;
import org.stepgate.tasks.SdkResultModel;
import org.stepgate.tasks.TaskRegistry;
import org.stepgate.tasks.TasksConfig;
import org.stepgate.workflow.StateTest;
import org.stepgate.workflow.StateTestResult;
import org.stepgate.workflow.WorkflowException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `stepgate test-state`: runs one state of a definition, on this machine and without a server.
@Command(
    name = "test-state",
    description = "Runs one state of a definition and shows what comes of it. Needs no server.",
    footer = {
      "",
      "Texts are JSON, @FILE, or - for standard input.",
      "The exit code is 0 when the state succeeds or its error is caught, 1 when it fails or",
      "would be tried again, 78 when the definition is faulty."
    })
final class TestStateCommand implements Callable<Integer> {
  /// How the result is printed.
  enum Output {
    /// For people.
    TABLE,
    /// For programs.
    JSON
  }

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The definition of a machine or of one state.")
  private Path file = Path.of("-");

  @Option(
      names = {"-s", "--state-name"},
      paramLabel = "NAME",
      description = "The state within the machine. Without it the file is a single state.")
  private @Nullable String stateName;

  @Option(
      names = {"-i", "--input"},
      paramLabel = "INPUT",
      description = "The input of the state. Default: {}")
  private @Nullable String input;

  @Option(names = "--variables", paramLabel = "VARIABLES", description = "An object of variables.")
  private @Nullable String variables;

  @Option(
      names = "--context",
      paramLabel = "CONTEXT",
      description = "The context object. Default: one that is made up.")
  private @Nullable String context;

  @Option(
      names = "--role-arn",
      paramLabel = "ARN",
      description = "Make the calls of a Task state for which no mock is given.")
  private @Nullable String roleArn;

  @Option(
      names = "--config",
      paramLabel = "DIR",
      description =
          "Make calls as the stepgate.yaml in this directory says. Default: no host and no command"
              + " may be called.")
  private @Nullable Path config;

  @Mixin private final StateOption state = new StateOption();

  @Option(
      names = "--reveal-secrets",
      description = "On the level trace, show also what a connection adds to an HTTP request.")
  private boolean revealSecrets;

  @Option(
      names = {"-l", "--inspection-level"},
      paramLabel = "LEVEL",
      defaultValue = "INFO",
      description = "info, debug or trace. Default: ${DEFAULT-VALUE}")
  private StateTest.Level level = StateTest.Level.INFO;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "TABLE",
      description = "table or json. Default: ${DEFAULT-VALUE}")
  private Output output = Output.TABLE;

  @Mixin private TestStateMock mock = new TestStateMock();

  @Override
  public Integer call() throws InterruptedException {
    StateTestResult result = run();
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.print(
        switch (output) {
          case TABLE -> TestStateText.of(result);
          case JSON ->
              PrintableText.json(JsonWriter.writePretty(TestStateText.json(result))) + "\n";
        });
    out.flush();
    return switch (result.status()) {
      case SUCCEEDED, CAUGHT_ERROR -> ExitCode.OK;
      case FAILED, RETRIABLE -> ExitCode.EXECUTION_FAILED;
    };
  }

  private StateTestResult run() throws InterruptedException {
    StateTest test = request();
    String region = EmbeddedConfig.defaults().region();
    try (TaskRegistry tasks = TaskRegistry.open(tasks());
        var tests =
            new EmbeddedStateTests(
                new EmbeddedStateTests.Parts(
                    region, 1, tasks, new SdkResultModel(), InstantSource.system()))) {
      return tests.test(test);
    } catch (WorkflowException e) {
      throw new CommandException(
          e.code().equals("InvalidDefinition") ? ExitCode.CONFIG : ExitCode.USAGE, e.text());
    }
  }

  private TasksConfig tasks() {
    if (config == null) {
      return TasksConfig.defaults();
    }
    try {
      return ConfigurationReader.read(
              new ConfigurationDirectory(config).read(),
              new Directories(config.toAbsolutePath(), state.directory()))
          .tasks();
    } catch (ConfigException e) {
      throw new CommandException(
          ExitCode.CONFIG,
          e.faults().stream()
              .map(fault -> PrintableText.line(fault.toString()))
              .collect(Collectors.joining("\n")));
    }
  }

  private StateTest request() {
    return new StateTest(
        EmbeddedConfig.defaults().account(),
        definition(),
        stateName,
        roleArn,
        text("input", input),
        text("context object", context),
        text("variables", variables),
        level,
        revealSecrets,
        mock.toMock(),
        mock.toConfiguration());
  }

  static @Nullable String text(String name, @Nullable String argument) {
    return argument == null ? null : CommandInput.text(name, argument);
  }

  /// The definition in JSON.
  private String definition() {
    String path = file.toString();
    String text = CommandInput.text("definition", path.equals("-") ? path : "@" + path);
    if (!path.endsWith(".yaml") && !path.endsWith(".yml")) {
      return text;
    }
    try {
      return JsonDocument.readYaml(text, DefinitionParser.LIMITS).value().toString();
    } catch (JsonException e) {
      throw new CommandException(
          ExitCode.CONFIG, path + ":" + e.position() + ": " + e.getMessage());
    }
  }
}
