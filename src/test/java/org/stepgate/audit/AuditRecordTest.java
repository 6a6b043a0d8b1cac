package org.stepgate.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonObject;

class AuditRecordTest {
  private static final Instant TIME = Instant.parse("2026-02-03T04:05:06.789123Z");

  private static final Pattern UNPAIRED = Pattern.compile("\\p{Cs}");

  @Test
  void text_ofWholeRecord_hasItsMembersInOrder() {
    var cause =
        new Cause(
            new Actor("https://issuer", "alice"),
            new Origin("r1", "127.0.0.1", "0af7651916cd43dd8448eb211c80319c"),
            new Decided("invoke", new Target("route", "orders"), true, List.of("p1", "p2")));

    String text =
        new AuditRecord(TIME, cause, new AuditEvent.ExecutionStarted("arn", "orders", "RUNNING"))
            .text();

    assertThat(text)
        .isEqualTo(
            """
            {"version":1,"type":"ExecutionStarted","time":"2026-02-03T04:05:06.789Z",\
            "actor":{"issuer":"https://issuer","subject":"alice"},\
            "request":{"id":"r1","address":"127.0.0.1","trace":"0af7651916cd43dd8448eb211c80319c"},\
            "decision":{"action":"invoke","resource":"route","id":"orders","allowed":true,\
            "policies":["p1","p2"]},"execution":"arn","route":"orders","status":"RUNNING"}\
            """);
  }

  @Test
  void text_withoutWhatIsOptional_leavesItOut() {
    String text =
        new AuditRecord(TIME, Cause.STEPGATE, new AuditEvent.KeysRotated("k2", List.of())).text();

    assertThat(text)
        .isEqualTo(
            """
            {"version":1,"type":"KeysRotated","time":"2026-02-03T04:05:06.789Z",\
            "actor":{"issuer":"stepgate:worker","subject":"worker"},"key":"k2","retired":[]}\
            """);
  }

  @DisplayName("T25: nothing in a value leaves its line or forges a record")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\r\nb",
        "a\u001b[2Jb",
        "a\0b",
        "a\u2028b\u2029c",
        "a\u0085b",
        "a\u202eb",
        "a\ud800b",
        "\udc00",
        "\ud83d\ude00 smile",
        "\udb40\udc01 tag",
        "\"},\"type\":\"Forged\",\"x\":{\"\\",
        "ä€",
        ""
      })
  void t25_controlCharacters_areOneEscapedLine(String value) {
    String subject = value.isEmpty() ? "x" : value;
    var cause = new Cause(new Actor("https://issuer", subject), new Origin("r", value, null), null);

    String text =
        new AuditRecord(TIME, cause, new AuditEvent.CredentialRefused(value, value)).text();

    assertThat(text.codePoints())
        .allMatch(c -> c >= ' ' && c != 0x7f && c != 0x85 && c != 0x2028 && c != 0x2029)
        .noneMatch(c -> Character.getType(c) == Character.FORMAT)
        .noneMatch(c -> Character.getType(c) == Character.SURROGATE);
    var read = (JsonObject) JsonReader.read(text, JsonLimits.STORED);
    assertThat(read.string("type")).isEqualTo("CredentialRefused");
    assertThat(read.string("reason")).isEqualTo(UNPAIRED.matcher(value).replaceAll("\ufffd"));
  }

  @Test
  void text_ofLongValue_saysWhatIsMissing() {
    String longest = "x".repeat(CanonicalText.MAX_CHARACTERS);

    assertThat(text(longest)).contains('"' + longest + '"');
    assertThat(text(longest + "y")).contains('"' + longest + "… (1025 characters)\"");
  }

  private static String text(String value) {
    return new AuditRecord(TIME, Cause.STEPGATE, new AuditEvent.SchedulePaused(value)).text();
  }
}
