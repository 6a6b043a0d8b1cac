package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.config.ConfigurationDirectory;
import org.stepgate.fastcgi.ListenAddress;

class WorkerLogTest {
  private static final Logger LOG = LogManager.getLogger(WorkerLogTest.class);

  @TempDir Path directory;

  private final ByteArrayOutputStream standardError = new ByteArrayOutputStream();

  @AfterEach
  void restoreTheTestsOwnLog() {
    ((LoggerContext) LogManager.getContext(false)).reconfigure(new DefaultConfiguration());
  }

  @ParameterizedTest
  @CsvSource({
    "000a,\\n",
    "000d,\\r",
    "0000,\\u0000",
    "001b,\\u001b",
    "2028,\\u2028",
    "0085,\\u0085",
    "202e,\\u202e",
  })
  void anUnsafeCharacter_inMessageParameterOrTrace_isEscapedOnOneLine(String code, String shown)
      throws IOException {
    String evil = "x" + (char) Integer.parseInt(code, 16) + "y";

    try (var log = start(Level.INFO)) {
      LOG.error("a.event " + evil + " name=\"{}\"", evil, new IllegalStateException(evil));
      assertThat(log.takeErrorLines()).endsWith("\n").hasLineCount(1);
    }

    assertThat(lines("worker-0.log")).hasSize(1);
    assertThat(lines("worker-0.log").getFirst())
        .contains("a.event x" + shown + "y name=\"x" + shown + "y\"")
        .contains("IllegalStateException: x" + shown + "y\\n\\tat ");
  }

  @Test
  void aLine_startsWithTimeLevelThreadAndLogger() throws IOException {
    try (var _ = start(Level.INFO)) {
      LOG.info("a.event number={}", 7);
    }

    assertThat(lines("worker-0.log").getFirst())
        .matches(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z INFO \\[[^]]+] "
                + "cli\\.WorkerLogTest a\\.event number=7");
  }

  @Test
  void onlyErrors_goToTheWebServer() throws IOException {
    try (var log = start(Level.DEBUG)) {
      LOG.debug("a.debug");
      LOG.warn("a.warning");
      LOG.error("an.error");
      LOG.fatal("a.fatal");

      assertThat(log.takeErrorLines().lines())
          .hasSize(2)
          .allMatch(line -> line.matches(".* (an\\.error|a\\.fatal)"));
      assertThat(log.takeErrorLines()).isEmpty();
    }

    assertThat(standardError.toString(StandardCharsets.UTF_8)).hasLineCount(2);
    assertThat(lines("worker-0.log")).hasSize(4);
  }

  @Test
  void errorLines_pastTheLimit_loseTheOldestAndSaySo() throws IOException {
    try (var log = start(Level.INFO)) {
      for (int i = 0; i < ErrorLines.MAX_LINES; i++) {
        LOG.error("an.error number={}", i);
      }
      assertThat(log.takeErrorLines().lines()).hasSize(ErrorLines.MAX_LINES);
      for (int i = 0; i <= ErrorLines.MAX_LINES; i++) {
        LOG.error("an.error number={}", i);
      }
      var lines = log.takeErrorLines().lines().toList();
      assertThat(lines).hasSize(ErrorLines.MAX_LINES + 1);
      assertThat(lines.getFirst()).isEqualTo("log.error_lines_dropped count=1");
      assertThat(lines.get(1)).endsWith("number=1");
    }
  }

  @Test
  void aLongErrorLine_isCutForTheWebServerAndWholeInTheFile() throws IOException {
    try (var log = start(Level.INFO)) {
      LOG.error("x".repeat(10_000));
      assertThat(log.takeErrorLines()).hasSize(ErrorLines.MAX_CHARACTERS).endsWith("x…\n");
    }

    assertThat(lines("worker-0.log").getFirst()).hasSizeGreaterThan(10_000);
  }

  @Test
  void start_onAFileThatIsThere_appends() throws IOException {
    for (int i = 0; i < 2; i++) {
      try (var _ = start(Level.INFO)) {
        LOG.info("a.event number={}", i);
      }
    }

    assertThat(lines("worker-0.log")).hasSize(2);
  }

  @Test
  void start_withAnIndex_usesIt() throws IOException {
    try (var log =
        WorkerLog.start(directory, OptionalInt.of(3), Level.INFO, new PrintStream(standardError))) {
      LOG.info("a.event");
      assertThat(log.index()).isEqualTo(3);
    }

    assertThat(lines("worker-3.log")).hasSize(1);
  }

  @Test
  void start_whileAnotherProcessHasTheLowestPlace_takesTheNext() throws Exception {
    var holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LockHolder.class.getName(),
                directory.resolve("worker-0.lock").toString())
            .start();
    try {
      assertThat(holder.getInputStream().read()).isEqualTo('x');

      try (var log = start(Level.INFO)) {
        assertThat(log.index()).isEqualTo(1);
      }
      assertThatThrownBy(() ->
              WorkerLog.start(
                  directory, OptionalInt.of(0), Level.INFO, new PrintStream(standardError)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another worker");
    } finally {
      holder.destroy();
    }
  }

  /// Locks the file that is its argument, says so, and waits for its end.
  static final class LockHolder {
    public static void main(String[] arguments) throws IOException {
      try (var channel =
          FileChannel.open(
              Path.of(arguments[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        channel.lock();
        System.out.print('x');
        System.out.flush();
        System.in.read();
      }
    }
  }

  @Test
  void workerCommand_runsTheProgramWithItsOptions() {
    var seen = new Object[1];
    int exit =
        worker(
            (options, log) -> {
              seen[0] = options;
              return 0;
            },
            "--listen",
            "unix:/run/x");

    assertThat(exit).isZero();
    assertThat(seen[0])
        .isEqualTo(
            new WorkerOptions(
                new ListenAddress.Unix(Path.of("/run/x")),
                Path.of("/etc/stepgate"),
                directory,
                false));
  }

  @Test
  void workerCommand_ofAProgramThatFails_logsIt() throws IOException {
    int exit =
        worker((options, log) -> {
          throw new IOException("disk\nfull");
        });

    assertThat(exit).isEqualTo(ExitCode.SOFTWARE);
    assertThat(lines("log/worker-0.log"))
        .hasSize(2)
        .anyMatch(line -> line.contains("worker.failed trace=java.io.IOException: disk\\nfull"));
  }

  @Test
  void workerCommand_ofABadConfiguration_logsEachFaultAndIsCode78() throws IOException {
    int exit =
        worker((options, log) -> {
          new ConfigurationDirectory(directory.resolve("none")).read();
          throw new AssertionError("refused above");
        });

    assertThat(exit).isEqualTo(ExitCode.CONFIG);
    assertThat(lines("log/worker-0.log")).anyMatch(line -> line.contains("config.fault at=\""));
  }

  @ParameterizedTest
  @CsvSource({"--listen,everywhere", "--index,-1", "--log-level,loud"})
  void workerCommand_withABadOption_isCode2(String option, String value) {
    assertThat(worker((options, log) -> 0, option, value)).isEqualTo(ExitCode.USAGE);
  }

  private int worker(WorkerProgram program, String... more) {
    var line = Main.commandLine(program);
    line.setErr(new PrintWriter(new StringWriter()));
    var arguments =
        new ArrayList<>(
            List.of("worker", "--config", "/etc/stepgate", "--state", directory.toString()));
    arguments.addAll(List.of(more));
    return line.execute(arguments.toArray(String[]::new));
  }

  private WorkerLog start(Level level) throws IOException {
    return WorkerLog.start(
        directory,
        OptionalInt.empty(),
        level,
        new PrintStream(standardError, true, StandardCharsets.UTF_8));
  }

  private List<String> lines(String file) throws IOException {
    return Files.readAllLines(directory.resolve(file));
  }
}
