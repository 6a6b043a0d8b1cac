package org.stepgate.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangeDetectorTest {
  private static final Observation OLD = seen("old");
  private static final Observation HALF = seen("half");
  private static final Observation NEW = seen("new");
  private static final Observation BAD =
      new Observation.Refused(List.of(Fault.ofFile("stepgate.yaml", "is a symbolic link")));

  private final ChangeDetector detector = new ChangeDetector(OLD);

  @Test
  void observe_ofTheSame_isNoChange() {
    assertThat(detector.observe(seen("old"))).isEmpty();
    assertThat(detector.isSettling()).isFalse();
  }

  @Test
  void observe_ofAChangeTwice_takesItOnce() {
    assertThat(detector.observe(NEW)).isEmpty();
    assertThat(detector.isSettling()).isTrue();
    assertThat(detector.observe(NEW)).contains(NEW);
    assertThat(detector.observe(NEW)).isEmpty();
    assertThat(detector.isSettling()).isFalse();
  }

  @Test
  void observe_ofHalfWrittenFiles_waitsForTheRest() {
    assertThat(detector.observe(HALF)).isEmpty();
    assertThat(detector.observe(NEW)).isEmpty();
    assertThat(detector.observe(NEW)).contains(NEW);
  }

  @Test
  void observe_ofAChangeThatIsTakenBack_isNoChange() {
    assertThat(detector.observe(HALF)).isEmpty();
    assertThat(detector.observe(OLD)).isEmpty();
    assertThat(detector.observe(HALF)).isEmpty();
    assertThat(detector.observe(HALF)).contains(HALF);
  }

  @Test
  void observe_ofRefusedFiles_isAChangeOfItsOwn() {
    assertThat(detector.observe(BAD)).isEmpty();
    assertThat(detector.observe(BAD)).contains(BAD);
    assertThat(detector.observe(OLD)).isEmpty();
    assertThat(detector.observe(OLD)).contains(OLD);
  }

  private static Observation seen(String text) {
    return new Observation.Seen(ConfigurationBundle.of(Map.of("stepgate.yaml", text)));
  }
}
