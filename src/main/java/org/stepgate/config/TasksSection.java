package org.stepgate.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.Set;
import org.stepgate.json.JsonPointer;
import org.stepgate.tasks.AllowedHost;
import org.stepgate.tasks.AllowedPrivate;
import org.stepgate.tasks.AwsTaskConfig;
import org.stepgate.tasks.AwsTaskConfig.WebIdentity;
import org.stepgate.tasks.ConfiguredValue;
import org.stepgate.tasks.ExecCommand;
import org.stepgate.tasks.ExecEnvironment;
import org.stepgate.tasks.ExecLimits;
import org.stepgate.tasks.ExecTaskConfig;
import org.stepgate.tasks.HttpConnection;
import org.stepgate.tasks.HttpConnection.Authentication;
import org.stepgate.tasks.HttpTaskConfig;
import org.stepgate.tasks.HttpTaskLimits;
import org.stepgate.tasks.MockFile;
import org.stepgate.tasks.TasksConfig;

/// Reads the section `tasks`: what HTTP tasks may call, and which commands there are. Secrets stand
/// in files of their own; the configuration has their paths.
final class TasksSection {
  /// Where the commands stand in the main file, by their names.
  static final JsonPointer COMMANDS =
      JsonPointer.ROOT.child("tasks").child("exec").child("commands");

  private static final Set<String> SECRET_HEADERS =
      Set.of("authorization", "cookie", "proxy-authorization", "x-api-key", "x-auth-token");

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final int MAX_BYTES = 1 << 30;
  private static final int MAX_COUNT = 100_000;

  private final Directories directories;

  TasksSection(Directories directories) {
    this.directories = directories;
  }

  TasksConfig read(Section section) {
    return new TasksConfig(
        section.section("http", this::http),
        section.section("exec", this::exec),
        section.section("aws", TasksSection::aws),
        section.parsed("mock-file", "path", this::mocks));
  }

  private MockFile mocks(String text) {
    Path path = directories.path(text);
    try {
      return MockFile.parse(Files.readString(path));
    } catch (IOException e) {
      throw new IllegalArgumentException("the file cannot be read: " + path, e);
    }
  }

  private static AwsTaskConfig aws(Section section) {
    Optional<String> role = section.parsed("role-arn", "ARN of a role", WebIdentity::role);
    Optional<String> audience = section.text("identity-token");
    return new AwsTaskConfig(
        section.text("region"),
        section.parsedByName("endpoints", "addresses by service", AwsTaskConfig::endpoint),
        audience
            .or(() -> role.map(_ -> WebIdentity.USUAL_AUDIENCE))
            .map(text -> new WebIdentity(text, role)));
  }

  private HttpTaskConfig http(Section section) {
    HttpTaskLimits usual = HttpTaskLimits.defaults();
    var limits =
        new HttpTaskLimits(
            section.size("request-max", usual.requestBytes(), 1, MAX_BYTES),
            section.size("response-max", usual.responseBytes(), 1, MAX_BYTES),
            section.size("head-max", usual.headerBytes(), 1, MAX_BYTES),
            section.time("connect-timeout", usual.connectTime(), SHORTEST, LONGEST),
            section.time("timeout", usual.totalTime(), SHORTEST, LONGEST),
            section.count("concurrent-calls", usual.concurrentCalls(), 1, MAX_COUNT));
    return new HttpTaskConfig(
        section.parsedList("allowed-hosts", "host, *.host or host:port", AllowedHost::parse),
        section.parsedList("allowed-private", "address block or host:port", AllowedPrivate::parse),
        section.sectionsByName("connections", this::connection),
        limits);
  }

  private HttpConnection connection(Section section) {
    Optional<Authentication> basic = section.optionalSection("basic", this::basic);
    Optional<Authentication> apiKey = section.optionalSection("api-key", this::apiKey);
    Optional<Authentication> token =
        section.text("identity-token").map(Authentication.IdentityToken::new);
    if (basic.isPresent() && apiKey.isPresent()) {
      section.fault("api-key", "a connection has either basic or api-key");
    }
    if (token.isPresent() && (basic.isPresent() || apiKey.isPresent())) {
      section.fault("identity-token", "a connection has either basic, api-key or identity-token");
    }
    return new HttpConnection(
        basic.or(() -> apiKey).or(() -> token).orElse(Authentication.None.NONE),
        headers(section),
        values(section, "query"),
        values(section, "body"));
  }

  /// The store keeps the text of the configuration, where no secret may stand.
  private SequencedMap<String, ConfiguredValue> headers(Section section) {
    SequencedMap<String, ConfiguredValue> headers = values(section, "headers");
    headers.forEach((name, value) -> {
      if (value instanceof ConfiguredValue.Plain
          && SECRET_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
        section.fault(
            "headers", "'" + name + "' is a secret: write it to a file, for headers-from-files");
      }
    });
    return headers;
  }

  private Authentication basic(Section section) {
    String user = section.requiredText("user").orElse("");
    ConfiguredValue password = secret(section, "password-file");
    Optional<Authentication> basic = section.build(() -> new Authentication.Basic(user, password));
    return basic.orElse(Authentication.None.NONE);
  }

  private Authentication apiKey(Section section) {
    return new Authentication.ApiKey(
        section.requiredText("header").orElse("x"), secret(section, "key-file"));
  }

  private ConfiguredValue secret(Section section, String key) {
    if (!section.has(key)) {
      section.missing(key);
    }
    return new ConfiguredValue.FromFile(
        section.parsed(key, "path", directories::path).orElse(directories.configuration()));
  }

  /// What `KEY` gives as texts by name, and `KEY-from-files` as paths by name.
  private SequencedMap<String, ConfiguredValue> values(Section section, String key) {
    var values = new LinkedHashMap<String, ConfiguredValue>();
    section.textsByName(key).forEach((name, text) -> values.put(name, plain(text)));
    String fromFiles = key + "-from-files";
    section
        .parsedByName(fromFiles, "paths by name", directories::path)
        .forEach((name, path) -> {
          if (values.putIfAbsent(name, new ConfiguredValue.FromFile(path)) != null) {
            section.fault(fromFiles, "'" + name + "' stands in " + key + " too");
          }
        });
    return values;
  }

  private ConfiguredValue plain(String text) {
    return new ConfiguredValue.Plain(directories.resolve(text));
  }

  private ExecTaskConfig exec(Section section) {
    ExecTaskConfig usual = ExecTaskConfig.defaults();
    var commands = new LinkedHashMap<String, ExecCommand>();
    section
        .sectionsByName("commands", this::command)
        .forEach((name, command) -> command.ifPresent(known -> commands.put(name, known)));
    return new ExecTaskConfig(
        commands,
        section.count("concurrent-commands", usual.concurrentCommands(), 1, MAX_COUNT),
        section.time("grace", usual.grace(), Duration.ZERO, LONGEST));
  }

  private Optional<ExecCommand> command(Section section) {
    List<String> argv =
        section.parsedList("argv", "texts, the program's path first", directories::resolve);
    if (!section.has("argv")) {
      section.missing("argv");
    } else if (!argv.isEmpty() && !argv.getFirst().isEmpty() && !argv.getFirst().startsWith("/")) {
      section.fault(
          "argv",
          "argv: expected the absolute path of a program, such as /bin/ls or ${config}/commands/ls,"
              + " got '"
              + argv.getFirst()
              + "'");
    }
    List<String> parameters = section.texts("parameters");
    List<String> passed = new ArrayList<>(section.texts("pass-environment"));
    SequencedMap<String, ConfiguredValue> fixed = values(section, "environment");
    String audience = section.text("identity-token").orElse(null);
    Path directory =
        section.parsed("directory", "path", directories::path).orElse(directories.configuration());
    ExecLimits limits = limits(section);
    return section.isGood()
        ? section.build(() ->
            new ExecCommand(
                argv, parameters, new ExecEnvironment(passed, fixed, audience), directory, limits))
        : Optional.empty();
  }

  private static ExecLimits limits(Section section) {
    ExecLimits usual = ExecLimits.defaults();
    Optional<Integer> processes = section.count("user-processes-max", 1, 1 << 22);
    return new ExecLimits(
        section.time("timeout", usual.time(), SHORTEST, LONGEST),
        section.size("input-max", usual.inputBytes(), 1, MAX_BYTES),
        section.size("arguments-max", usual.argumentBytes(), 1, MAX_BYTES),
        section.size("output-max", usual.outputBytes(), 1, MAX_BYTES),
        section.size("error-output-max", usual.stderrBytes(), 1, MAX_BYTES),
        processes.map(OptionalInt::of).orElse(OptionalInt.empty()));
  }
}
