package org.stepgate.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.http.HttpResponse;
import org.stepgate.http.HttpResponse.Content;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.json.JsonWriter;
import org.stepgate.routes.FakeWorkflows.Ending;
import org.stepgate.routes.ReplyConfig.ErrorReply;
import org.stepgate.workflow.ExecutionId;
import org.stepgate.workflow.ExecutionStatus;

class ResultMappingTest {
  private static final ExecutionId ID = new ExecutionId("embedded", "Orders", "n");
  private static final ReplyConfig PLAIN = ReplyConfig.defaults();
  private static final ReplyConfig TABLE =
      PLAIN.withErrors(
          Map.of(
              "OutOfStock", new ErrorReply(409, "We have none left."),
              "Plain", new ErrorReply(422, null)));

  @TempDir Path folder;
  private ReplyConfig files = PLAIN;

  @BeforeEach
  void makeFiles() throws IOException {
    var root = Files.createDirectories(folder.resolve("root"));
    Files.writeString(root.resolve("app-1.2.tar.gz"), "x");
    Files.createDirectories(root.resolve("sub dir"));
    Files.writeString(root.resolve("sub dir/100%25 é.txt"), "x");
    Files.writeString(root.resolve("..."), "x");
    Files.createSymbolicLink(root.resolve("inside"), root.resolve("app-1.2.tar.gz"));
    Files.writeString(folder.resolve("secret"), "x");
    Files.createSymbolicLink(root.resolve("outside"), folder.resolve("secret"));
    Files.createSymbolicLink(root.resolve("up"), folder);
    Files.createDirectories(folder.resolve("root2"));
    Files.writeString(folder.resolve("root2/secret"), "x");
    files = PLAIN.withFiles(root);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"SUCCEEDED | 200", "FAILED    | 500", "TIMED_OUT | 504", "ABORTED   | 409"})
  void answer_end_hasItsStatus(ExecutionStatus status, int expected) {
    var ending =
        status == ExecutionStatus.SUCCEEDED
            ? Ending.output("1")
            : Ending.error(status, "Oops", "secret cause");

    var response = answer(ending, PLAIN);

    assertThat(response.status()).isEqualTo(expected);
    assertThat(response.content().toString()).doesNotContain("secret", "Oops");
    assertThat(GatewayRig.header(response, "Cache-Control")).isEqualTo("no-store");
    if (expected >= 400) {
      var problem = GatewayRig.json(response);
      assertThat(GatewayRig.header(response, "Content-Type")).isEqualTo("application/problem+json");
      assertThat(problem.string("execution")).isEqualTo("embedded:Orders:n");
      assertThat(problem.string("instance"))
          .isEqualTo("/stepgate/executions/embedded%3AOrders%3An");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "OutOfStock | 409 | We have none left.",
        "Plain      | 422 | The request was refused.",
        "Other      | 500 | The execution failed.",
      })
  void answer_failure_followsTheErrorsTable(String error, int status, String title) {
    var response = answer(Ending.error(ExecutionStatus.FAILED, error, "secret"), TABLE);

    assertThat(response.status()).isEqualTo(status);
    assertThat(GatewayRig.json(response).string("title")).isEqualTo(title);
    assertThat(response.content().toString()).doesNotContain("secret");
  }

  @Test
  void answer_failureNotListed_followsStatesAll() {
    var table = PLAIN.withErrors(Map.of("States.ALL", new ErrorReply(502, null)));

    assertThat(answer(Ending.error(ExecutionStatus.FAILED, "Other", "c"), table).status())
        .isEqualTo(502);
  }

  @Test
  void answer_failureWhereTheRouteSaysSo_showsErrorAndCause() {
    var response =
        answer(
            Ending.error(ExecutionStatus.FAILED, "OutOfStock", "only 3 left"),
            TABLE.withShowCause(true));

    assertThat(GatewayRig.json(response).string("error")).isEqualTo("OutOfStock");
    assertThat(GatewayRig.json(response).string("detail")).isEqualTo("only 3 left");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"statusCode\":201,\"body\":\"{}\"}               | 201 | application/json | {}",
        "{\"statusCode\":200,\"body\":{\"a\":1}}            | 200 | application/json | {\"a\":1}",
        "{\"statusCode\":204}                               | 204 | ~~               | None[]",
        "{\"statusCode\":204,\"body\":\"x\"}                | 204 | ~~               | None[]",
        "{\"statusCode\":404,\"body\":null}                 | 404 | ~~               | None[]",
        "{\"statusCode\":200,\"body\":\"eA==\",\"isBase64Encoded\":true} "
            + "| 200 | application/json | x",
        "{\"statusCode\":200,\"headers\":{\"content-type\":\"text/plain\"},\"body\":\"a\"} "
            + "| 200 | text/plain | a",
        "{\"statusCode\":599,\"headers\":null,\"body\":\"\"} | 599 | ~~              | None[]",
        "{\"statusCode\":\"200\",\"body\":\"a\"} "
            + "| 200 | application/json | {\"statusCode\":\"200\",\"body\":\"a\"}",
        "{\"statusCode\":200,\"other\":1} "
            + "| 200 | application/json | {\"statusCode\":200,\"other\":1}",
        "[{\"statusCode\":204}] | 200 | application/json | [{\"statusCode\":204}]",
      })
  void answer_proxyShape_isFollowed(String output, int status, String type, String content) {
    var response = answer(Ending.output(output), PLAIN);

    assertThat(response.status()).isEqualTo(status);
    assertThat(GatewayRig.header(response, "Content-Type")).isEqualTo(type);
    assertThat(response.content()).hasToString(content);
  }

  @Test
  void answer_proxyHeaders_areSent() {
    var response =
        answer(
            Ending.output(
                "{\"statusCode\":302,\"headers\":{\"Location\":\"/x\",\"X-A\":1,\"X-B\":true},"
                    + "\"multiValueHeaders\":{\"x-a\":[\"2\",\"3\"]}}"),
            PLAIN);

    assertThat(response.status()).isEqualTo(302);
    assertThat(GatewayRig.header(response, "Location")).isEqualTo("/x");
    assertThat(response.headers().all("x-a")).containsExactly("2", "3");
    assertThat(GatewayRig.header(response, "X-B")).isEqualTo("true");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"statusCode\":199}",
        "{\"statusCode\":600}",
        "{\"statusCode\":100}",
        "{\"statusCode\":-200}",
        "{\"statusCode\":99999999999999999999}",
        "{\"statusCode\":200,\"headers\":[]}",
        "{\"statusCode\":200,\"headers\":{\"a\":{}}}",
        "{\"statusCode\":200,\"headers\":{\"a\":null}}",
        "{\"statusCode\":200,\"multiValueHeaders\":{\"a\":\"b\"}}",
        "{\"statusCode\":200,\"body\":\"=\",\"isBase64Encoded\":true}",
        "{\"$file\":5}",
        "{\"$file\":{}}",
        "{\"$file\":{\"path\":\"\"}}",
        "{\"$file\":{\"path\":\"app-1.2.tar.gz\",\"other\":1}}",
        "{\"$file\":{\"path\":\"app-1.2.tar.gz\",\"contentType\":\"a\\r\\nb: c\"}}",
        "{\"statusCode\""
      })
  void answer_malformedOutput_isRefused(String output) {
    assertThat(answer(Ending.output(output), files).status()).isEqualTo(500);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Sendfile",
        "x-sendfile",
        "X-Sendfile2",
        "X-LIGHTTPD-send-file",
        "X-LIGHTTPD-KBytes-per-second",
        "X-Accel-Redirect",
        "X_Sendfile",
        " X-Sendfile",
        "Set-Cookie",
        "set-cookie2",
        "Connection",
        "Keep-Alive",
        "Transfer-Encoding",
        "TE",
        "Trailer",
        "Upgrade",
        "Proxy-Connection",
        "Content-Length",
        "Status",
        "Variable-REMOTE_USER",
        "",
        "a b",
        "a\r\nSet-Cookie",
        "a:"
      })
  void t27_headerThatIsNotTheOutputsToSet_isRefused(String name) {
    var quoted = JsonWriter.write(new JsonString(name));
    var single = "{\"statusCode\":200,\"headers\":{" + quoted + ":\"/etc/passwd\"}}";
    var multiple = "{\"statusCode\":200,\"multiValueHeaders\":{" + quoted + ":[\"/etc/passwd\"]}}";

    for (var output : new String[] {single, multiple}) {
      var response = answer(Ending.output(output), files);

      assertThat(response.status()).isEqualTo(500);
      assertThat(response.toString()).doesNotContain("passwd");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nSet-Cookie: b", "a\nb", "a\rb", "a\0b", "\u007f"})
  void t27_controlCharacterInAHeader_isRefused(String value) {
    var quoted = JsonWriter.write(new JsonString(value));

    var response =
        answer(Ending.output("{\"statusCode\":200,\"headers\":{\"X-A\":" + quoted + "}}"), PLAIN);

    assertThat(response.status()).isEqualTo(500);
    assertThat(response.headers().has("Set-Cookie")).isFalse();
    assertThat(response.headers().has("X-A")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "app-1.2.tar.gz       | app-1.2.tar.gz       | application/gzip",
        "./app-1.2.tar.gz     | app-1.2.tar.gz       | application/gzip",
        "sub dir/100%25 é.txt | sub dir/100%25 é.txt | text/plain; charset=utf-8",
        "...                  | ...                  | application/octet-stream",
        "inside               | app-1.2.tar.gz       | application/octet-stream",
      })
  void answer_fileInTheRoot_isDelivered(String path, String delivered, String type) {
    var response = answer(file(path), files);

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.content())
        .isEqualTo(new Content.SendFile(folder.resolve("root").resolve(delivered)));
    assertThat(GatewayRig.header(response, "Content-Type")).isEqualTo(type);
    assertThat(GatewayRig.header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @Test
  void answer_fileByAbsolutePathInTheRoot_isDelivered() {
    var path = folder.resolve("root/app-1.2.tar.gz");

    assertThat(answer(file(path.toString()), files).content())
        .isEqualTo(new Content.SendFile(path));
  }

  @Test
  void answer_fileWithTypeAndName_saysSo() {
    var response =
        answer(
            Ending.output(
                "{\"$file\":{\"path\":\"...\",\"contentType\":\"a/b\","
                    + "\"downloadName\":\"é\\\"\\r\\n%;x.txt\"}}"),
            files);

    assertThat(GatewayRig.header(response, "Content-Type")).isEqualTo("a/b");
    assertThat(GatewayRig.header(response, "Content-Disposition"))
        .isEqualTo(
            "attachment; filename=\"______x.txt\"; "
                + "filename*=UTF-8''%C3%A9%22%0D%0A%25%3Bx.txt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret",
        "..",
        "a/../../secret",
        "sub dir/../app-1.2.tar.gz",
        "%2e%2e/secret",
        "%2E%2e%2fsecret",
        "%252e%252e/secret",
        "..%2fsecret",
        "..\\secret",
        "/etc/passwd",
        "/",
        ".",
        "sub dir",
        "outside",
        "up/secret",
        "up/root/app-1.2.tar.gz/../../secret",
        "a\0b"
      })
  void t26_fileOutsideTheRoot_isForbidden(String path) {
    var response = answer(file(path), files);

    assertThat(response.status()).isEqualTo(403);
    assertThat(response.content()).isInstanceOf(Content.Bytes.class);
    assertThat(response.toString()).doesNotContain(folder.toString());
  }

  @Test
  void t26_neighbourWhoseNameStartsLikeTheRoot_isForbidden() {
    assertThat(answer(file(folder.resolve("root2/secret").toString()), files).status())
        .isEqualTo(403);
  }

  @Test
  void answer_fileThatIsNotThere_is404() {
    assertThat(answer(file("nothing"), files).status()).isEqualTo(404);
  }

  @Test
  void answer_fileOfARouteWithoutFolder_isRefused() {
    assertThat(answer(file("app-1.2.tar.gz"), PLAIN).status()).isEqualTo(500);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "19, 1", "20, 2", "299, 29", "300, 30", "99999, 30", "-5, 1"})
  void retryAfter_growsWithTheAge(long age, int seconds) {
    assertThat(Pending.retryAfterSeconds(Duration.ofSeconds(age))).isEqualTo(seconds);
  }

  private static Ending file(String path) {
    return Ending.output("{\"$file\":{\"path\":" + JsonWriter.write(new JsonString(path)) + "}}");
  }

  private static HttpResponse answer(Ending ending, ReplyConfig config) {
    return ResultMapping.answer(
        FakeWorkflows.described(ID, ending, "{}", "orders", nothing()), config);
  }

  private static @Nullable String nothing() {
    return null;
  }
}
