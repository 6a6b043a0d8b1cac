package org.stepgate.payloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;

final class PayloadReferenceTest {
  private static final String SHA256 = "0123456789abcdef".repeat(4);

  private static JsonValue json(String text) {
    return JsonReader.read(text.replace("HASH", SHA256), JsonLimits.NETWORK);
  }

  @Test
  void toJson_reference_hasTheDocumentedShape() {
    var reference =
        new PayloadReference(URI.create("urn:x:1"), SHA256, 1L << 40, "application/json");

    assertThat(reference.toJson())
        .hasToString(
            "{\"$payload\":{\"uri\":\"urn:x:1\",\"sha256\":\""
                + SHA256
                + "\",\"bytes\":1099511627776,\"contentType\":\"application/json\"}}");
    assertThat(PayloadReference.fromJson(reference.toJson())).isEqualTo(reference);
    assertThat(PayloadReference.isReference(reference.toJson())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        "{\"$payload\":1}",
        "{\"$payload\":{}}",
        "{\"$payload\":{\"uri\":\"u:1\",\"sha256\":\"HASH\",\"bytes\":1}}",
        "{\"$payload\":{\"uri\":\"u:1\",\"sha256\":\"HASH\",\"bytes\":1,\"contentType\":\"a/b\","
            + "\"more\":1}}",
        "{\"$payload\":{\"uri\":\"u:1\",\"sha256\":\"HASH\",\"bytes\":1,\"contentType\":\"a/b\"},"
            + "\"more\":1}",
        "{\"$payload\":{\"uri\":1,\"sha256\":\"HASH\",\"bytes\":1,\"contentType\":\"a/b\"}}",
        "{\"$payload\":{\"uri\":\"u 1\",\"sha256\":\"HASH\",\"bytes\":1,\"contentType\":\"a/b\"}}",
        "{\"$payload\":{\"uri\":\"u:1\",\"sha256\":\"HASH0\",\"bytes\":1,\"contentType\":\"a/b\"}}",
        "{\"$payload\":{\"uri\":\"u:1\",\"sha256\":\"../x\",\"bytes\":1,\"contentType\":\"a/b\"}}",
        "{\"$payload\":{\"uri\":\"u:1\",\"sha256\":\"HASH\",\"bytes\":-1,\"contentType\":\"a/b\"}}",
        "{\"$payload\":{\"uri\":\"u:1\",\"sha256\":\"HASH\",\"bytes\":1.5,\"contentType\":\"a\"}}",
        "{\"$payload\":{\"uri\":\"u:1\",\"sha256\":\"HASH\",\"bytes\":1,\"contentType\":\"\\n\"}}",
      })
  void fromJson_anythingElse_isRefused(String text) {
    assertThatThrownBy(() -> PayloadReference.fromJson(json(text)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void defaults_ofTheConfiguration_areAsDocumented() {
    assertThat(PayloadsConfig.defaults())
        .isEqualTo(new PayloadsConfig(Path.of("payloads"), 1L << 30, Duration.ofDays(90)));
    assertThatThrownBy(() -> PayloadsConfig.defaults().withMaxBytes(0))
        .hasMessage("max-bytes must be positive");
    assertThatThrownBy(() -> new PayloadsConfig(Path.of("p"), 1, Duration.ZERO))
        .hasMessage("retention must be positive");
  }
}
