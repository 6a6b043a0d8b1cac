package org.stepgate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationBundleTest {
  @Test
  void decode_ofAnEncodedBundle_isEqual() {
    var bundle =
        ConfigurationBundle.of(
            Map.of("stepgate.yaml", "a: \"ü\u2028\0\"\n", "machines/a.asl.json", "{\n}"));

    var decoded = ConfigurationBundle.decode(bundle.encode());

    assertThat(decoded).isEqualTo(bundle);
    assertThat(decoded.sha256()).isEqualTo(bundle.sha256()).hasSize(64);
  }

  @Test
  void sha256_isThatOfTheStoredForm() {
    var bundle = ConfigurationBundle.of(Map.of("a", "b"));

    assertThat(bundle.encode()).isEqualTo("{\"version\":1,\"files\":{\"a\":\"b\"}}");
    assertThat(bundle.sha256())
        .isEqualTo("2f124710e1b14247f9b78bf8e4846dba765746c0b23ce0296ca7d4cddcec2284");
  }

  @Test
  void sha256_tellsPathFromText() {
    assertThat(ConfigurationBundle.of(Map.of("ab", "c")).sha256())
        .isNotEqualTo(ConfigurationBundle.of(Map.of("a", "bc")).sha256());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"files\":{}}",
        "{\"version\":2,\"files\":{}}",
        "{\"version\":1,\"files\":{\"a\":1}}"
      })
  void decode_ofSomethingElse_isRefused(String text) {
    assertThatThrownBy(() -> ConfigurationBundle.decode(text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
