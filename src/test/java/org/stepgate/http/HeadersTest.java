package org.stepgate.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {
  private final Headers headers =
      Headers.none().with("Accept", "text/html").with("X-A", "1").with("accept", "text/plain");

  @Test
  void first_otherCase_isFound() {
    assertThat(headers.first("ACCEPT")).contains("text/html");
    assertThat(headers.first("x-b")).isEmpty();
  }

  @Test
  void all_severalFields_keepOrder() {
    assertThat(headers.all("accept")).containsExactly("text/html", "text/plain");
    assertThat(headers.joined("accept")).contains("text/html, text/plain");
    assertThat(headers.joined("none")).isEmpty();
  }

  @Test
  void without_name_dropsAllOfIt() {
    assertThat(headers.without("ACCEPT")).isEqualTo(Headers.of("X-A", "1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\rb", "a\nb", "a\0b", "a\u001bb", "a\u007fb"})
  void headerField_controlCharacterInValue_isRefused_T27(String value) {
    assertThatIllegalArgumentException().isThrownBy(() -> new HeaderField("X-A", value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:b", "a\r\nb", "ä", "a(b"})
  void headerField_nameNoToken_isRefused(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> new HeaderField(name, "v"));
  }

  @Test
  void headerField_tabAndLetterBeyondAscii_areLegal() {
    assertThat(new HeaderField("X-~1", "a\tä").value()).isEqualTo("a\tä");
  }
}
