package org.stepgate.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.stepgate.site.Site;

/// What a fault works with.
///
/// @param directory empty, with a short path; removed afterwards
/// @param full whether the sizes of a release are asked for, not the quick ones
/// @param random seeded, so that a run can be repeated as far as the machine repeats itself
/// @param late what took longer than it may
record Lab(Path directory, boolean full, Random random, List<String> late) {
  static final Path SITE = Path.of("test-fixtures/chaos-site");

  /// Notes what took longer than it may. A machine that has other work makes that happen to anybody
  /// once, so it only counts when it happens again.
  void within(Duration limit, Duration took, String what) {
    if (took.compareTo(limit) > 0) {
      late.add("%s: %d ms, at most %d".formatted(what, took.toMillis(), limit.toMillis()));
    }
  }

  /// The size that is asked for.
  int size(int quick, int release) {
    return full ? release : quick;
  }

  /// A site with its workers, all serving.
  Site site(int workers) throws Exception {
    return prepared(workers).startAll();
  }

  /// A site that was not started yet.
  Site prepared(int workers) throws IOException {
    return Site.prepare(Files.createDirectories(directory.resolve("site")), SITE, workers);
  }

  /// One of them.
  <T> T anyOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
