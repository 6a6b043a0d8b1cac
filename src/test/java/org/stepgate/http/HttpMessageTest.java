package org.stepgate.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpMessageTest {
  @Test
  void of_targetWithQuery_isSplit() {
    var request = HttpRequest.of("GET", "/a/b?x=1&x=2&y=%C3%A4+z&&flag");

    assertThat(request.path()).isEqualTo("/a/b");
    assertThat(request.query().all("x")).containsExactly("1", "2");
    assertThat(request.query().first("y")).contains("ä z");
    assertThat(request.query().first("flag")).contains("");
    assertThat(request.query().first("z")).isEmpty();
    assertThat(request.query().raw()).isEqualTo("x=1&x=2&y=%C3%A4+z&&flag");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "a=%ff", "%c0%af=1"})
  void parse_malformedEscape_is400_T10(String query) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> QueryParameters.parse(query))
        .satisfies(problem -> assertThat(problem.status()).isEqualTo(400));
  }

  @Test
  void httpRequest_methodOrPathMalformed_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> HttpRequest.of("G ET", "/"));
    assertThatIllegalArgumentException().isThrownBy(() -> HttpRequest.of("GET", "x"));
  }

  @Test
  void body_inMemory_canBeReadTwice() throws Exception {
    var body = Body.of("abc");

    assertThat(body.bytes()).isEqualTo(3);
    assertThat(body.toBytes(3)).isEqualTo("abc".getBytes(StandardCharsets.UTF_8));
    assertThat(body.sha256())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        .isEqualTo(body.sha256());
    body.delete();
    assertThat(body).isEqualTo(Body.of(new byte[] {'a', 'b', 'c'}));
  }

  @Test
  void toBytes_oneOverTheLimit_is413_T05() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> Body.of("abc").toBytes(2))
        .satisfies(problem -> assertThat(problem.status()).isEqualTo(413));
  }

  @Test
  void body_spooled_isReadAndDeletedOnce(@TempDir Path directory) throws Exception {
    var file = Files.writeString(directory.resolve("body"), "abc");
    var body = new Body.Spooled(file, 3);

    assertThat(body.sha256()).isEqualTo(Body.of("abc").sha256());
    body.delete();
    body.delete();
    assertThat(file).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Sendfile", "x-lighttpd-send-file", "Content-Length", "STATUS"})
  void httpResponse_reservedHeader_isRefused_T27(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HttpResponse.of(200).withHeader(name, "x"));
  }

  @ParameterizedTest
  @ValueSource(ints = {199, 600, 0})
  void httpResponse_statusOutOfRange_isRefused(int status) {
    assertThatIllegalArgumentException().isThrownBy(() -> HttpResponse.of(status));
  }

  @ParameterizedTest
  @ValueSource(strings = {"relative/file", "/root/../etc/passwd", "/root/./a"})
  void sendFile_pathNotNormalised_isRefused_T26(String path) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HttpResponse.sendFile(Path.of(path), "text/plain"));
  }

  @Test
  void response_ofProblem_hidesTheDetail() {
    var problem =
        ProblemException.unavailable("Come \"back\"\n.", "db is away", Duration.ofMillis(1500));

    var response = problem.response();

    assertThat(response.status()).isEqualTo(503);
    assertThat(response.headers().first("Retry-After")).contains("2");
    assertThat(response.headers().first("Content-Type")).contains("application/problem+json");
    assertThat(response.content())
        .hasToString(
            "{\"type\":\"about:blank\",\"title\":\"Service Unavailable\",\"status\":503,"
                + "\"detail\":\"Come \\\"back\\\"\\n.\"}");
    assertThat(problem.detail()).isEqualTo("db is away");
  }

  @Test
  void methodNotAllowed_response_namesTheMethods() {
    assertThat(ProblemException.methodNotAllowed("PUT", "GET, HEAD").response().headers())
        .satisfies(headers -> assertThat(headers.first("allow")).contains("GET, HEAD"));
  }

  @ParameterizedTest
  @CsvSource({
    "200,OK",
    "202,Accepted",
    "250,Success",
    "399,Redirection",
    "418,Client Error",
    "599,Server Error"
  })
  void statusPhrase_anyCode_hasWords(int status, String phrase) {
    assertThat(StatusPhrase.of(status)).isEqualTo(phrase);
  }

  @Test
  void encodePath_specialCharacters_areEscaped_T26() {
    assertThat(PercentCoding.encodePath("/a b/%41/ä\r\n~")).isEqualTo("/a%20b/%2541/%C3%A4%0D%0A~");
  }
}
