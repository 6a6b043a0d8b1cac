package org.stepgate.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.json.JsonElements.Element;
import org.stepgate.json.JsonElements.Kind;

class JsonElementsTest {
  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> read(String text, String pointer) throws IOException {
    var read = new ArrayList<String>();
    try (JsonElements elements = JsonElements.open(stream(text), pointer)) {
      Element element = elements.next();
      while (element != null) {
        read.add((element.name() == null ? "" : element.name() + '=') + element.value());
        element = elements.next();
      }
    }
    return read;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          []                                |        | ARRAY  |
          {}                                |        | OBJECT |
          [1,[2],{"a":3},null,"x"]          |        | ARRAY  | 1 [2] {"a":3} null "x"
          {"a":1,"b":[2]}                   |        | OBJECT | a=1 b=[2]
          {"x":{"a":[0]},"a":{"b":[1,2]}}   | /a/b   | ARRAY  | 1 2
          {"a":[[9],{"b":{"c":1,"d":2}}]}   | /a/1/b | OBJECT | c=1 d=2
          {"a/b":{"~":[5]}}                 | /a~1b/~0 | ARRAY | 5
          {"":[6]}                          | /      | ARRAY  | 6
          {"a":1}                           | /a     | OTHER  |
          {"a":[1]}                         | /b     | OTHER  |
          {"a":[1]}                         | /a/1   | OTHER  |
          {"a":[1]}                         | /a/x   | OTHER  |
          7                                 |        | OTHER  |
          7                                 | /a     | OTHER  |
          """)
  void next_text_isItsElements(String text, String pointer, Kind kind, String elements)
      throws IOException {
    String place = pointer == null ? "" : pointer;
    try (JsonElements opened = JsonElements.open(stream(text), place)) {
      assertThat(opened.kind()).isEqualTo(kind);
    }
    assertThat(String.join(" ", read(text, place))).isEqualTo(elements == null ? "" : elements);
  }

  @Test
  void open_nothing_hasNoElements() throws IOException {
    assertThat(read("", "")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[1", "[1,", "[1,}", "[1 2]", "[nul]", "{\"a\":1", "{\"a\"", "[\"x", "[[1]"})
  void next_brokenText_fails(String text) {
    assertThatThrownBy(() -> read(text, "")).isInstanceOf(JsonException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"b\":[1,", "{\"c\":1,]", "["})
  void open_brokenBeforeThePlace_fails(String text) {
    assertThatThrownBy(() -> read(text, "/a/0")).isInstanceOf(JsonException.class);
  }

  @Test
  void next_whatComesAfterTheArray_isNotRead() throws IOException {
    assertThat(read("{\"a\":[1]} this is no JSON", "/a")).containsExactly("1");
  }

  @Test
  void next_elementDeeperThanAllowed_fails() {
    int depth = JsonLimits.NETWORK.depth();

    assertThatThrownBy(() -> read("[" + "[".repeat(depth + 1) + "]".repeat(depth + 1) + "]", ""))
        .isInstanceOf(JsonException.class);
  }

  @Test
  void close_early_closesTheStream() throws IOException {
    var closed = new boolean[1];
    var source =
        new ByteArrayInputStream("[1,2]".getBytes(StandardCharsets.UTF_8)) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };

    JsonElements.open(source, "").close();

    assertThat(closed[0]).isTrue();
  }
}
