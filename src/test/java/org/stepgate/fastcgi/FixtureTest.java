package org.stepgate.fastcgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Runs every `test-fixtures/fastcgi/*.hex`: bytes in hexadecimal or as `"text"`, comments after
/// `#`; lines `> event` at the end say what the machine makes of them.
class FixtureTest {
  private static final Path FIXTURES = Path.of("test-fixtures/fastcgi");
  private static final Pattern TOKEN = Pattern.compile("\"([^\"]*)\"|([0-9a-f]{2})");

  static List<Path> fixtures() throws IOException {
    try (Stream<Path> files = Files.list(FIXTURES)) {
      return files.filter(file -> file.toString().endsWith(".hex")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void next_fixture_givesItsEvents(Path fixture) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var events = new ArrayList<String>();
    for (var line : Files.readAllLines(fixture)) {
      if (line.startsWith("> ")) {
        events.add(line.substring(2));
        continue;
      }
      var tokens = TOKEN.matcher(line.replaceAll("#.*", ""));
      while (tokens.find()) {
        bytes.writeBytes(
            tokens.group(1) == null
                ? HexFormat.of().parseHex(tokens.group(2))
                : ClientBytes.latin1(tokens.group(1)));
      }
    }

    for (int piece : new int[] {1, 5, Integer.MAX_VALUE}) {
      assertThat(ConnectionMachineTest.run(bytes.toByteArray(), piece, Set.of(Role.RESPONDER)))
          .isEqualTo(events);
    }
  }
}
