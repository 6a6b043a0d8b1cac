package org.stepgate.fastcgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.fastcgi.ParamsDecoder.Decoded;

class ParamsDecoderTest {
  private static final FastCgiConfig CONFIG =
      FastCgiConfig.defaults().withParamLimits(100_000, 4, 1000);

  private static Decoded decode(byte[] bytes) {
    return ParamsDecoder.decode(bytes, CONFIG);
  }

  private static Map<String, String> map(Decoded decoded) {
    assertThat(decoded).isInstanceOf(Decoded.Whole.class);
    var params = ((Decoded.Whole) decoded).params();
    var map = new LinkedHashMap<String, String>();
    for (int i = 0; i < params.count(); i++) {
      map.put(params.name(i), params.value(i));
    }
    return map;
  }

  @Test
  void decode_noBytes_givesNoParams() {
    assertThat(map(decode(new byte[0]))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 126, 127, 128, 129, 990})
  void decode_valueOfAnyLength_isRead(int length) {
    var params = Map.of("A", "v".repeat(length));

    assertThat(map(decode(ClientBytes.pairs(params)))).isEqualTo(params);
  }

  @ParameterizedTest
  @CsvSource({
    "80000001 80000001 41 42, A, B",
    "01 80000001 41 42, A, B",
    "00 01 42, '', B",
    "01 02 41 c3a4, A, ä"
  })
  void decode_legalForms_areRead(String hex, String name, String value) {
    assertThat(map(decode(bytes(hex)))).isEqualTo(Map.of(name, value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01",
        "01 80 00 00",
        "80 00 00",
        "01 01 41",
        "02 01 41 42",
        "7f 00",
        "ffffffff 00 41",
        "01 ffffffff 41 42",
        "ffffffff ffffffff 41 42",
        "02 00 41 00",
        "01 02 41 42 00",
        "01 01 41 ff",
        "01 02 41 c0 af",
        "01 04 41 c3 a4 00 41",
        "01 00 41 01 00 41"
      })
  void decode_brokenStream_isMalformed_T01(String hex) {
    assertThat(decode(bytes(hex))).isInstanceOf(Decoded.Malformed.class);
  }

  @ParameterizedTest
  @CsvSource({"3, true", "4, true", "5, false"})
  void decode_count_hasALimit_T05(int count, boolean taken) {
    var out = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      ClientBytes.pair(out, "N" + i, "");
    }

    assertThat(decode(out.toByteArray()) instanceof Decoded.Whole).isEqualTo(taken);
    assertThat(decode(out.toByteArray()) instanceof Decoded.OverLimit).isEqualTo(!taken);
  }

  @ParameterizedTest
  @CsvSource({"998, true", "999, true", "1000, false"})
  void decode_lengthOfOneParam_hasALimit_T05(int length, boolean taken) {
    var bytes = ClientBytes.pairs(Map.of("A", "v".repeat(length)));

    assertThat(decode(bytes) instanceof Decoded.Whole).isEqualTo(taken);
    assertThat(decode(bytes) instanceof Decoded.OverLimit).isEqualTo(!taken);
  }

  @Test
  void decode_namesWithOneHash_areTwoNames() {
    var params = Map.of("Aa", "1", "BB", "2");

    assertThat(map(decode(ClientBytes.pairs(params)))).isEqualTo(params);
  }

  @Test
  void value_name_isFoundExactly() {
    var decoded = decode(ClientBytes.pairs(Map.of("ABC", "1", "AB", "2")));

    var params = ((Decoded.Whole) decoded).params();
    assertThat(params.value("AB")).contains("2");
    assertThat(params.value("ABC")).contains("1");
    assertThat(params.value("ab")).isEmpty();
    assertThat(params.value("A")).isEmpty();
    assertThat(params.toString()).contains("AB").doesNotContain("2");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void decode_randomPairs_roundTrip(long seed) {
    var random = new Random(seed);
    var config = FastCgiConfig.defaults().withParamLimits(1_000_000, 500, 5000);
    for (int round = 0; round < 50; round++) {
      var params = new LinkedHashMap<String, String>();
      for (int i = random.nextInt(120); i > 0; i--) {
        params.put(text(random, 200), text(random, 600));
      }

      assertThat(map(ParamsDecoder.decode(ClientBytes.pairs(params), config))).isEqualTo(params);
    }
  }

  private static String text(Random random, int bound) {
    var text = new byte[random.nextInt(bound)];
    for (int i = 0; i < text.length; i++) {
      text[i] = (byte) (1 + random.nextInt(127));
    }
    return new String(text, StandardCharsets.US_ASCII);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
