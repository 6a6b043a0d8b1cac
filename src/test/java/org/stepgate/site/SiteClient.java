package org.stepgate.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;

/// The HTTP client of a [Site]. Safe for many threads.
public final class SiteClient implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final int port;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  public SiteClient(int port) {
    this.port = port;
  }

  /// An answer, its body as text.
  public record Answer(int status, HttpResponse<byte[]> response) {
    public String body() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    public byte[] bytes() {
      return response.body();
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    public JsonObject json() {
      return (JsonObject) JsonReader.read(response.body(), JsonLimits.NETWORK);
    }

    /// The id of the execution that a `202` speaks of.
    public String execution() {
      assertThat(status).as(body()).isEqualTo(202);
      return String.valueOf(json().string("execution"));
    }

    @Override
    public String toString() {
      return status + " " + body();
    }
  }

  /// Sends a GET.
  ///
  /// @param headers name, value, name, value …
  public Answer get(String path, String... headers) throws IOException, InterruptedException {
    return send(request(path, headers).GET());
  }

  public Answer post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    return post(path, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  public Answer post(String path, byte[] body, String... headers)
      throws IOException, InterruptedException {
    return send(request(path, headers).POST(BodyPublishers.ofByteArray(body)));
  }

  private HttpRequest.Builder request(String path, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(LIMIT);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request;
  }

  private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var response = http.send(request.build(), BodyHandlers.ofByteArray());
    return new Answer(response.statusCode(), response);
  }

  /// The status of a GET; 0 when there was no answer.
  public int statusOrNothing(String path) throws InterruptedException {
    try {
      return get(path).status();
    } catch (IOException e) {
      return 0;
    }
  }

  /// The description of an execution.
  public JsonObject describe(String id) throws IOException, InterruptedException {
    Answer answer = get(path(id));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  /// Waits until an execution has ended, also while workers come and go, and describes it.
  public JsonObject awaitEnd(String id, Duration limit) throws Exception {
    return Polling.until(
            "end of " + id,
            limit,
            () -> {
              try {
                return get(path(id));
              } catch (IOException e) {
                return null;
              }
            },
            answer ->
                answer != null
                    && answer.status() == 200
                    && !"RUNNING".equals(answer.json().string("status")))
        .json();
  }

  /// The executions of a machine, at most a thousand.
  public int executionCount(String machine) throws IOException, InterruptedException {
    Answer answer = get("/stepgate/executions?limit=1000&machine=" + machine);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return ((JsonArray) Objects.requireNonNull(answer.json().get("executions"))).size();
  }

  /// The history of an execution, as its JSON text.
  public String history(String id) throws IOException, InterruptedException {
    Answer answer = get(path(id) + "/history?limit=1000");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  public static String path(String id) {
    return "/stepgate/executions/" + id.replace(":", "%3A");
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
