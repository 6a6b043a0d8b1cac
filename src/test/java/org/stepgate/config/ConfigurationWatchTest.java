package org.stepgate.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationWatchTest {
  private static final Duration NEVER = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofMillis(5);

  @TempDir Path path;

  private final BlockingQueue<Observation> changes = new ArrayBlockingQueue<>(10);

  @Test
  void aChangedFile_isNoticedWithoutPolling() throws Exception {
    write("a: 1");
    try (var _ = watch(NEVER)) {
      replace("a: 2");

      assertThat(nextText()).isEqualTo("a: 2");
    }
  }

  @Test
  void aChangedFile_isFoundByPolling() throws Exception {
    write("a: 1");
    try (var _ = watch(SOON)) {
      replace("a: 2");

      assertThat(nextText()).isEqualTo("a: 2");
    }
  }

  @Test
  void aNewDefinitionInANewDirectory_isNoticed() throws Exception {
    write("a: 1");
    try (var _ = watch(SOON)) {
      Files.createDirectory(path.resolve("machines"));
      Files.writeString(path.resolve("machines/a.asl.json"), "{}");

      var seen = (Observation.Seen) changes.poll(30, TimeUnit.SECONDS);
      assertThat(seen).isNotNull();
      assertThat(seen.bundle().files()).containsKey("machines/a.asl.json");
    }
  }

  @Test
  void aRemovedFile_isReportedAsRefused() throws Exception {
    write("a: 1");
    try (var _ = watch(SOON)) {
      Files.delete(path.resolve("stepgate.yaml"));

      assertThat(changes.poll(30, TimeUnit.SECONDS)).isInstanceOf(Observation.Refused.class);
    }
  }

  @Test
  void aListenerThatThrows_endsNothing() throws Exception {
    write("a: 1");
    var directory = new ConfigurationDirectory(path);
    try (var _ =
        ConfigurationWatch.start(
            directory,
            Observation.of(directory),
            SOON,
            SOON,
            change -> {
              changes.add(change);
              throw new IllegalStateException("as intended by the test");
            })) {
      replace("a: 2");
      assertThat(nextText()).isEqualTo("a: 2");
      replace("a: 3");
      assertThat(nextText()).isEqualTo("a: 3");
    }
  }

  private ConfigurationWatch watch(Duration poll) {
    var directory = new ConfigurationDirectory(path);
    return ConfigurationWatch.start(directory, Observation.of(directory), poll, SOON, changes::add);
  }

  private String nextText() throws InterruptedException {
    var seen = (Observation.Seen) changes.poll(30, TimeUnit.SECONDS);
    assertThat(seen).isNotNull();
    return seen.bundle().files().get("stepgate.yaml");
  }

  private void write(String text) throws IOException {
    Files.writeString(path.resolve("stepgate.yaml"), text);
  }

  private void replace(String text) throws IOException {
    Path next = path.resolve("next");
    Files.writeString(next, text);
    Files.move(next, path.resolve("stepgate.yaml"), StandardCopyOption.ATOMIC_MOVE);
  }
}
