package org.stepgate.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathTrieTest {
  private static final List<String> PATTERNS =
      List.of(
          "GET /",
          "POST /orders",
          "GET /orders/{id}",
          "POST /orders/new",
          "GET /orders/{id}/items",
          "GET /orders/new/{thing}",
          "GET /files/{path+}",
          "DELETE /files/{name}",
          "GET /a/{x}/c",
          "GET /a/b/{rest+}",
          "GET /é/{x}");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET    | /                  | GET /                   | {}",
        "HEAD   | /                  | GET /                   | {}",
        "POST   | /orders            | POST /orders            | {}",
        "GET    | /orders/7          | GET /orders/{id}        | {id=7}",
        "POST   | /orders/new        | POST /orders/new        | {}",
        "GET    | /orders/new        | GET /orders/{id}        | {id=new}",
        "GET    | /orders/new/items  | GET /orders/new/{thing} | {thing=items}",
        "GET    | /orders/x/items    | GET /orders/{id}/items  | {id=x}",
        "GET    | /files/a/b c/d     | GET /files/{path+}      | {path=a/b c/d}",
        "GET    | /files/a           | GET /files/{path+}      | {path=a}",
        "DELETE | /files/a           | DELETE /files/{name}    | {name=a}",
        "GET    | /a/b/c             | GET /a/b/{rest+}        | {rest=c}",
        "GET    | /a/z/c             | GET /a/{x}/c            | {x=z}",
        "GET    | /é/%2e             | GET /é/{x}              | {x=%2e}",
        "GET    | /orders/{id}       | GET /orders/{id}        | {id={id}}",
      })
  void find_pathOfAPattern_givesTheBestOne(
      String method, String path, String pattern, String parameters) {
    var match = trie().find(method, path);

    assertThat(match).hasToString("Found[value=" + pattern + ", parameters=" + parameters + "]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/orders/",
        "/orders//items",
        "//orders",
        "/Orders",
        "/orders;x=1",
        "/orders/1/items/2",
        "/files",
        "/files/",
        "/files//a",
        "/files/a//b",
        "/files/a/",
        "/nothing"
      })
  void find_otherPath_isNothing(String path) {
    assertThat(trie().find("GET", path)).isEqualTo(new PathTrie.Match.Nothing<>());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET    | /orders     | 'OPTIONS, POST'",
        "DELETE | /orders/new | 'GET, HEAD, OPTIONS, POST'",
        "PUT    | /files/a    | 'DELETE, GET, HEAD, OPTIONS'",
        "get    | /orders/1   | 'GET, HEAD, OPTIONS'",
      })
  void find_otherMethod_saysWhichAreThere(String method, String path, String allowed) {
    assertThat(trie().find(method, path))
        .isInstanceOfSatisfying(
            PathTrie.Match.OtherMethods.class,
            others -> assertThat(others.allowed()).isEqualTo(allowed));
  }

  @Test
  void find_longPath_visitsNoNodeTwice() {
    var path = "/a".repeat(20_000);

    assertThat(trie().find("GET", path)).isEqualTo(new PathTrie.Match.Nothing<>());
  }

  @ParameterizedTest
  @CsvSource({"/x/{a}, /x/{b}", "/x/{a+}, /x/{b+}", "/x/y, /x/y", "/, /"})
  void add_sameForm_keepsTheFirst(String first, String second) {
    var trie = new PathTrie<String>();

    assertThat(trie.add("GET", PathPattern.parse(first), "first")).isNull();
    assertThat(trie.add("POST", PathPattern.parse(second), "other method")).isNull();
    assertThat(trie.add("GET", PathPattern.parse(second), "second")).isEqualTo("first");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "orders",
        "/orders/",
        "//",
        "/a//b",
        "/./a",
        "/a/..",
        "/{",
        "/{}",
        "/{+}",
        "/{a b}",
        "/{1a}",
        "/x{a}",
        "/{a}x",
        "/{a+}/b",
        "/{a}/{a}",
        "/{a}/{a+}",
        "/a}b",
        "/a\0b"
      })
  void parse_noPattern_saysWhy(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> PathPattern.parse(text));
  }

  @Test
  void parse_32Segments_isTheMost() {
    assertThat(PathPattern.parse("/a".repeat(31)).segments()).hasSize(31);
    assertThat(PathPattern.parse("/a".repeat(32)).segments()).hasSize(32);
    assertThatIllegalArgumentException().isThrownBy(() -> PathPattern.parse("/a".repeat(33)));
  }

  private static PathTrie<String> trie() {
    var trie = new PathTrie<String>();
    for (var pattern : PATTERNS) {
      int blank = pattern.indexOf(' ');
      trie.add(
          pattern.substring(0, blank), PathPattern.parse(pattern.substring(blank + 1)), pattern);
    }
    return trie;
  }
}
