package org.stepgate.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFieldsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "respond-async            | true  |    | respond-async",
        "Respond-Async, wait=10   | true  | 10 | respond-async, wait=10",
        "wait=\"7\"; x=1          | false | 7  | wait=7",
        "wait = 7                 | false | 7  | wait=7",
        "wait=3, wait=4           | false | 3  | wait=3",
        "wait=x, wait=4           | false |    |",
        "wait=-1                  | false |    |",
        "wait=9999999999          | false |    |",
        "foo=\"a, respond-async\" | false |    |",
        ", ;;=                    | false |    |"
      })
  void preferences_field_isRead(String field, boolean async, Long wait, String applied) {
    var preferences = Preferences.of(Headers.of("prefer", field));

    assertThat(preferences.respondAsync()).isEqualTo(async);
    assertThat(preferences.longestWait())
        .isEqualTo(Optional.ofNullable(wait).map(Duration::ofSeconds));
    assertThat(preferences.applied()).isEqualTo(Optional.ofNullable(applied));
  }

  @Test
  void preferences_twoFields_areOneList() {
    var headers = Headers.of("Prefer", "wait=1").with("Prefer", "respond-async, wait=2");

    assertThat(Preferences.of(headers).applied()).contains("respond-async, wait=1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"a\"'          | true",
        "'W/\"a\"'        | true",
        "'\"b\", \"a\"'   | true",
        "*                | true",
        "a                | false",
        "'\"A\"'          | false",
        "'\"b, a\"'       | false",
        "'\"a'            | false"
      })
  void isKnownTo_ifNoneMatch_comparesWeakly(String field, boolean known) {
    assertThat(EntityTag.strong("a").isKnownTo(Headers.of("If-None-Match", field)))
        .isEqualTo(known);
  }

  @Test
  void entityTag_fieldValue_isQuoted() {
    assertThat(EntityTag.strong("a").fieldValue()).isEqualTo("\"a\"");
    assertThat(new EntityTag("a", true).fieldValue()).isEqualTo("W/\"a\"");
    assertThat(EntityTag.strong("a").isKnownTo(Headers.none())).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | true",
        "*/*                                      | false",
        "text/*                                   | false",
        "application/json                         | false",
        "text/html, application/json              | false",
        "text/html;q=0.5, application/json;q=0.4  | true",
        "text/html;q=0                            | false",
        "TEXT/HTML;level=1;Q=0.5                  | true",
        "text/html;q=nonsense                     | false",
        "nonsense                                 | false"
      })
  void prefersHtml_field_tellsPagesFromJson(String field, boolean html) {
    assertThat(Accept.of(Headers.of("Accept", field)).prefersHtml()).isEqualTo(html);
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "1,1000",
    "1.000,1000",
    "0.5,500",
    "0.123,123",
    "0.1234,0",
    "1.1,0",
    "2,0",
    "0x5,0"
  })
  void weightOf_weight_isRead(String weight, int thousandths) {
    assertThat(Accept.of(Headers.of("Accept", "text/html;q=" + weight)).weightOf("text/html"))
        .isEqualTo(thousandths);
  }

  @Test
  void weightOf_mostSpecificRange_decides() {
    var accept = Accept.of(Headers.of("Accept", "*/*;q=0.1, text/*;q=0.2, text/html;q=0.3"));

    assertThat(accept.weightOf("text/html")).isEqualTo(300);
    assertThat(accept.weightOf("text/plain")).isEqualTo(200);
    assertThat(accept.weightOf("image/png")).isEqualTo(100);
    assertThat(Accept.of(Headers.none()).weightOf("image/png")).isEqualTo(1000);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "'\"8e03978e\"',8e03978e",
        "'\"a \\\"b\\\" \\\\\"','a \"b\" \\'",
        "'\"a\";x=1;y',a",
        "8e03978e-40d5,8e03978e-40d5"
      })
  void idempotencyKey_field_isRead(String field, String value) {
    assertThat(IdempotencyKey.of(Headers.of("Idempotency-Key", field)))
        .contains(new IdempotencyKey(value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"\"",
        "\"a",
        "\"a\" b",
        "\"a\", \"b\"",
        "\"a\\x\"",
        "a b",
        "a,b",
        "\"ä\"",
        "ä"
      })
  void idempotencyKey_malformedField_is400_T19(String field) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> IdempotencyKey.of(Headers.of("Idempotency-Key", field)))
        .satisfies(problem -> assertThat(problem.status()).isEqualTo(400));
  }

  @Test
  void idempotencyKey_length_hasALimit() {
    var longest = "k".repeat(IdempotencyKey.MAX_LENGTH);

    assertThat(IdempotencyKey.of(Headers.of("Idempotency-Key", longest))).isPresent();
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> IdempotencyKey.of(Headers.of("Idempotency-Key", longest + "k")));
  }

  @Test
  void idempotencyKey_twoFields_is400_T19() {
    var headers = Headers.of("Idempotency-Key", "a").with("Idempotency-Key", "a");

    assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> IdempotencyKey.of(headers));
    assertThat(IdempotencyKey.of(Headers.none())).isEmpty();
  }
}
