package org.stepgate.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CheckedPostTest {
  private static final String NO_CONTENT = "HTTP/1.1 204 No Content\r\n\r\n";

  private static CheckedPost posts(List<String> hosts, List<String> allowedPrivate) {
    return new CheckedPost(
        new HttpTaskConfig(
            hosts.stream().map(AllowedHost::parse).toList(),
            allowedPrivate.stream().map(AllowedPrivate::parse).toList(),
            new LinkedHashMap<>(),
            new HttpTaskLimits(100, 1, 4_096, Duration.ofSeconds(20), Duration.ofSeconds(30), 4)),
        host -> List.of(InetAddress.getByName(host.equals("rebound") ? "10.0.0.1" : host)));
  }

  private static CheckedPost.Answer post(RawServer server, String body) throws Exception {
    try (var posts = posts(List.of("127.0.0.1:*"), List.of("127.0.0.0/8"))) {
      return posts.post(
          URI.create(server.url("/hook?a=b")),
          new LinkedHashMap<>(Map.of("webhook-id", "m1")),
          "application/cloudevents+json; charset=utf-8",
          body);
    }
  }

  @Test
  void post_sendsTextAndHeaders() throws Exception {
    try (var server = RawServer.answering(NO_CONTENT)) {
      assertThat(post(server, "{\"a\":\"ä\"}")).isEqualTo(new CheckedPost.Answer.Status(204));
      assertThat(server.request())
          .startsWith("POST /hook?a=b HTTP/1.1\r\n")
          .contains("\r\nwebhook-id: m1\r\n", "\r\nContent-Length: 10\r\n")
          .containsIgnoringCase("Content-Type: application/cloudevents+json; charset=utf-8")
          .endsWith("\r\n\r\n{\"a\":\"ä\"}");
    }
  }

  @ParameterizedTest
  @CsvSource({"200", "204", "302", "410", "500"})
  void post_anyStatus_isTold(int status) throws Exception {
    try (var server =
        RawServer.answering(
            "HTTP/1.1 "
                + status
                + " X\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n")) {
      assertThat(post(server, "{}")).isEqualTo(new CheckedPost.Answer.Status(status));
      assertThat(server.requests()).as("no redirect is followed").hasSize(1);
    }
  }

  /// The server writes on until the connection is cut.
  @Test
  @DisplayName("T31: a huge reply is cut")
  void t31_endlessReply_isCut() throws Exception {
    var cut = new CountDownLatch(1);
    byte[] block = new byte[65_536];
    try (var server =
        RawServer.at(
            "127.0.0.1",
            out -> {
              try {
                out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                while (true) {
                  out.write(block);
                }
              } catch (IOException e) {
                cut.countDown();
                throw e;
              }
            })) {
      assertThat(post(server, "{}")).isEqualTo(new CheckedPost.Answer.Status(200));
      cut.await();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:%d/",
        "http://localhost:%d/",
        "http://[::1]:%d/",
        "http://2130706433:%d/",
        "http://0x7f.1:%d/",
        "http://127.1:%d/"
      })
  @DisplayName("T31: nothing is sent to a private address")
  void t31_privateAddress_isNotSent(String url) throws Exception {
    try (var server = RawServer.answering(NO_CONTENT);
        var posts = posts(List.of("127.0.0.1:*", "localhost:*", "[::1]:*"), List.of())) {
      var answer =
          posts.post(
              URI.create(url.formatted(server.port())), new LinkedHashMap<>(), "text/plain", "x");

      assertThat(answer).isInstanceOf(CheckedPost.Answer.Refused.class);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  @DisplayName("T31: nothing is sent to a name that resolves to a private address")
  void t31_nameOfAPrivateAddress_isNotSent() throws Exception {
    try (var posts = posts(List.of("rebound"), List.of())) {
      assertThat(
              posts.post(URI.create("http://rebound/"), new LinkedHashMap<>(), "text/plain", "x"))
          .isInstanceOf(CheckedPost.Answer.Refused.class);
    }
  }

  @Test
  void post_hostThatIsNotAllowed_isNotSent() throws Exception {
    try (var server = RawServer.answering(NO_CONTENT);
        var posts = posts(List.of("example.com"), List.of("127.0.0.0/8"))) {
      assertThat(posts.post(URI.create(server.url("/")), new LinkedHashMap<>(), "text/plain", "x"))
          .isInstanceOf(CheckedPost.Answer.Refused.class);
      assertThat(server.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"99,true", "100,true", "101,false"})
  void post_textHasALimit(int bytes, boolean sent) throws Exception {
    try (var server = RawServer.answering(NO_CONTENT)) {
      assertThat(post(server, "x".repeat(bytes)) instanceof CheckedPost.Answer.Status)
          .isEqualTo(sent);
    }
  }

  @Test
  void post_nobodyListens_isFailed() throws Exception {
    RawServer server = RawServer.answering(NO_CONTENT);
    server.close();

    assertThat(post(server, "{}")).isInstanceOf(CheckedPost.Answer.Failed.class);
  }
}
