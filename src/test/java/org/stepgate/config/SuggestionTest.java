package org.stepgate.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
  private static final List<String> KNOWN = List.of("wait", "wait-max", "path", "cache-control");

  @ParameterizedTest
  @CsvSource({
    "wiat-max,wait-max",
    "waitmax,wait-max",
    "pth,path",
    "apth,path",
    "cache-controll,cache-control",
    "cachcontrl,cache-control",
    "zebra,",
    "x,",
    "p,",
  })
  void nearest_isTheKnownWordWithinAThirdOfItsLength(String word, String expected) {
    assertThat(Suggestion.nearest(word, KNOWN).orElse(null)).isEqualTo(expected);
  }
}
