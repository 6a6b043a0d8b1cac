package org.stepgate.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbacksTest {
  private static final Callbacks CALLBACKS =
      new Callbacks(
          List.of(Callbacks.prefix("https://ci.example.com/hooks/")), List.of(Path.of("/s")));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https://ci.example.com/hooks/42               | true
          https://ci.example.com/hooks/a/b?c=d          | true
          https://ci.example.com/hooks/                 | true
          https://ci.example.com/hooks                  | false
          https://ci.example.com/other                  | false
          http://ci.example.com/hooks/42                | false
          https://ci.example.com:8443/hooks/42          | false
          https://ci.example.com.evil.org/hooks/42      | false
          https://evil@ci.example.com/hooks/42          | false
          https://ci.example.com@evil.org/hooks/42      | false
          https://evil.org/https://ci.example.com/hooks/| false
          https://ci.example.com/hooks/../admin         | false
          https://ci.example.com/hooks/%2e%2E/admin     | false
          https://ci.example.com/hooks/..%2fadmin       | false
          https://ci.example.com/hooks/42#x             | false
          file:///hooks/42                              | false
          queue                                         | false
          https://[                                     | false
          """)
  void allows_onlyWhatBeginsSo(String address, boolean allowed) {
    assertThat(CALLBACKS.allows(address)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource({"-1,true", "0,true", "1,false"})
  void allows_lengthHasALimit(int more, boolean allowed) {
    var start = "https://ci.example.com/hooks/";
    var address = start + "x".repeat(Callbacks.MAX_LENGTH - start.length() + more);

    assertThat(CALLBACKS.allows(address)).isEqualTo(allowed);
  }

  @Test
  void allows_nothingIsConfigured_isFalse() {
    assertThat(Callbacks.NONE.allows("https://ci.example.com/hooks/42")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://ci.example.com/hooks",
        "https://ci.example.com/?a=/",
        "ftp://ci.example.com/",
        "https:///x/",
        "/hooks/"
      })
  void prefix_noBeginningOfAddresses_isRefused(String text) {
    assertThatThrownBy(() -> Callbacks.prefix(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void callbacks_withoutSecrets_areRefused() {
    assertThatThrownBy(() -> new Callbacks(CALLBACKS.allowed(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void receiver_ofSeveralThatFit_isTheLongest() {
    var callbacks =
        new Callbacks(
            List.of(
                Callbacks.prefix("https://ci.example.com/hooks/"),
                Callbacks.prefix("https://ci.example.com/hooks/a/"),
                Callbacks.prefix("https://other.example.com/")),
            List.of(Path.of("/s")));

    assertThat(callbacks.receiver("https://ci.example.com/hooks/1"))
        .hasToString("Optional[https://ci.example.com/hooks/]");
    assertThat(callbacks.receiver("https://ci.example.com/hooks/a/1"))
        .hasToString("Optional[https://ci.example.com/hooks/a/]");
    assertThat(callbacks.receiver("https://evil.example.com/hooks/a/1")).isEmpty();
  }
}
