package org.stepgate.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.jspecify.annotations.Nullable;

/// Arbitrary bytes: only [JsonException] may come out of the reader, and what it accepts is written
/// as a text that reads and writes the same.
final class JsonReaderFuzzTest {
  private static final JsonLimits LIMITS = new JsonLimits(64, 1 << 16, 100, 1_000);

  @FuzzTest(maxDuration = "1m")
  void read_anyBytes_giveAValueOrAJsonException(byte[] text) {
    JsonValue value = valueOf(text);
    if (value == null) {
      return;
    }

    String written = JsonWriter.write(value);

    JsonValue again = JsonReader.read(written, new JsonLimits(64, 1 << 20, 100, 1_000));
    assertThat(again).isEqualTo(value);
    assertThat(JsonWriter.write(again)).isEqualTo(written);
  }

  private static @Nullable JsonValue valueOf(byte[] text) {
    try {
      return JsonReader.read(text, LIMITS);
    } catch (JsonException e) {
      assertThat(e.position().line()).isNotNegative();
      return null;
    }
  }
}
