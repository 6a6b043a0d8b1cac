package org.stepgate.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExecConfigTest {
  @Test
  void defaults_permitNothing_withinTheDocumentedLimits() {
    var config = TasksConfig.defaults();

    assertThat(config.http().allowedHosts()).isEmpty();
    assertThat(config.http().allowedPrivate()).isEmpty();
    assertThat(config.http().connections()).isEmpty();
    assertThat(config.http().limits())
        .isEqualTo(
            new HttpTaskLimits(
                262_144, 262_144, 16_384, Duration.ofSeconds(5), Duration.ofSeconds(60), 64));
    assertThat(config.exec())
        .isEqualTo(new ExecTaskConfig(new LinkedHashMap<>(), 16, Duration.ofSeconds(2)));
    assertThat(ExecLimits.defaults())
        .isEqualTo(
            new ExecLimits(
                Duration.ofSeconds(60), 262_144, 65_536, 262_144, 4_096, OptionalInt.empty()));
  }

  @Test
  void registry_open_hasTheKnownResources() {
    try (var registry = TaskRegistry.open(TasksConfig.defaults())) {
      assertThat(registry.resources()).containsExactlyElementsOf(TaskRegistry.KNOWN);
      assertThat(TaskRegistry.KNOWN).allMatch(registry::has);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "none",
      value = {
        "sh -c | none | a command starts with the absolute path of a program",
        "/bin/sh a\0b | none | a command has no NUL",
        "/bin/sh x | file | the command does not use its parameter 'file': expected {file} in an"
            + " argument",
        "/bin/{file} x | file | the command does not use its parameter 'file': expected {file} in"
            + " an argument",
        "/bin/sh {-x} | -x | '-x' cannot be the name of a command's parameter",
      })
  void command_bad_saysWhy(String argv, String parameter, String message) {
    assertThatThrownBy(() ->
            new ExecCommand(
                List.of(argv.split(" ", -1)),
                parameter == null ? List.of() : List.of(parameter),
                ExecEnvironment.empty(),
                Path.of("/"),
                ExecLimits.defaults()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void command_relativeDirectory_isRefused() {
    assertThatThrownBy(() ->
            new ExecCommand(
                List.of("/bin/true"),
                List.of(),
                ExecEnvironment.empty(),
                Path.of("tmp"),
                ExecLimits.defaults()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A=B", "1A", "A B", "STEPGATE_PROCESS_MARK", "A\0"})
  void environment_badName_isRefused(String name) {
    var fixed = new LinkedHashMap<String, ConfiguredValue>();
    fixed.put(name, new ConfiguredValue.Plain("x"));

    assertThatThrownBy(() -> new ExecEnvironment(List.of(name), new LinkedHashMap<>()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ExecEnvironment(List.of(), fixed))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void limits_notPositive_areRefused() {
    assertThatThrownBy(() -> new ExecLimits(Duration.ZERO, 1, 1, 1, 1, OptionalInt.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ExecLimits(Duration.ofSeconds(1), 1, 1, 1, 1, OptionalInt.of(0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new HttpTaskLimits(1, 0, 1, Duration.ofSeconds(1), Duration.ofSeconds(1), 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ExecTaskConfig(new LinkedHashMap<>(), 0, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
