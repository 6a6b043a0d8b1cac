package org.stepgate.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonNull;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonWriter;

/// The control API of a server, `/stepgate/…`, over HTTP. Confined to a thread.
final class ControlApi {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /// What an answer may take beyond the wait that was asked for.
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

  private static final long MAX_ANSWER_BYTES = 64L << 20;
  private static final int FIRST_SERVER_ERROR = 500;
  private static final int FIRST_ERROR = 400;
  private static final int NOT_FOUND = 404;

  private final URI base;
  private final HttpClient client;
  private final String token;

  /// The API of the server at `url`, such as `http://127.0.0.1:8080`.
  ///
  /// @param token an access token that each request carries; empty for none
  /// @throws CommandException with [ExitCode#USAGE] when that is no such URL
  ControlApi(String url, String token) {
    this.base = base(url);
    this.token = token;
    this.client = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
  }

  /// An answer of the server.
  ///
  /// @param status the status
  /// @param body the body, `null` when it is no JSON
  record Answer(int status, JsonValue body) {
    /// The body as an object, without members when it is none.
    JsonObject object() {
      return body instanceof JsonObject object ? object : JsonObject.EMPTY;
    }

    /// As [#checked], of an answer about one thing, which is named when there is none.
    ///
    /// @throws CommandException as [#checked]
    Answer checked(Subject subject) {
      if (status == NOT_FOUND && object().string("title") != null) {
        throw subject.missing();
      }
      return checked();
    }

    /// This answer, unless it is an error.
    ///
    /// @throws CommandException with the problem's title and detail when the status is 400 or more
    Answer checked() {
      if (status >= FIRST_ERROR) {
        throw refusal(status, object());
      }
      return this;
    }
  }

  /// What a command is about.
  ///
  /// @param kind what it is, such as `execution`
  /// @param name its id or name, as it was asked for
  record Subject(String kind, String name) {
    /// That it is not there, which may also mean that the caller may not see it.
    CommandException missing() {
      boolean malformed = kind.equals("execution") && name.split(":", -1).length != 3;
      return new CommandException(
          ExitCode.REFUSED,
          "there is no "
              + kind
              + " '"
              + name
              + "'"
              + (malformed
                  ? ": an ID has the form engine:machine:name"
                  : ", or you may not see it"));
    }
  }

  /// Gets a resource.
  ///
  /// @param path below `/stepgate`, encoded
  /// @param query parameters by name; those with an empty value are left out
  /// @throws CommandException when there is no answer
  Answer get(String path, Map<String, String> query) {
    return send(request(path, query, Duration.ZERO).GET());
  }

  /// Gets a resource that the server may wait for.
  ///
  /// @param wait how long, whole seconds
  /// @throws CommandException when there is no answer
  Answer await(String path, Duration wait) {
    return send(request(path, Map.of(), wait).header("Prefer", "wait=" + wait.toSeconds()).GET());
  }

  /// Posts a JSON object, and prefers an answer at once.
  ///
  /// @param path below `/stepgate`, encoded
  /// @throws CommandException when there is no answer
  Answer post(String path, JsonObject body) {
    return send(
        request(path, Map.of(), Duration.ZERO)
            .header("Content-Type", "application/json")
            .header("Prefer", "respond-async")
            .POST(BodyPublishers.ofByteArray(JsonWriter.writeUtf8(body))));
  }

  /// Text as one segment of a path.
  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /// A query of these parameters, in their order.
  static SequencedMap<String, String> query(String... namesAndValues) {
    var query = new LinkedHashMap<String, String>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      query.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return query;
  }

  private static URI base(String url) {
    try {
      URI uri = URI.create(url.replaceAll("/+$", ""));
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null && uri.getQuery() == null && uri.getFragment() == null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Said below, as for any other text that is no such URL.
    }
    throw new CommandException(
        ExitCode.USAGE, "expected a URL such as http://127.0.0.1:8080, got '" + url + "'");
  }

  private HttpRequest.Builder request(String path, Map<String, String> query, Duration wait) {
    String parameters =
        query.entrySet().stream()
            .filter(each -> !each.getValue().isEmpty())
            .map(each -> segment(each.getKey()) + "=" + segment(each.getValue()))
            .collect(Collectors.joining("&"));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(
                    base + "/stepgate" + path + (parameters.isEmpty() ? "" : "?" + parameters)))
            .header("Accept", "application/json")
            .timeout(ANSWER_TIMEOUT.plus(wait));
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private Answer send(HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    try {
      HttpResponse<byte[]> response =
          client.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES));
      return new Answer(response.statusCode(), json(response.body()));
    } catch (ConnectException e) {
      throw unavailable("nothing answers; is Stepgate up?");
    } catch (HttpTimeoutException e) {
      throw unavailable("no answer in time");
    } catch (IOException e) {
      throw unavailable("the connection failed: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("interrupted");
    }
  }

  private CommandException unavailable(String reason) {
    return new CommandException(ExitCode.UNAVAILABLE, base + ": " + reason);
  }

  /// Problem details in words, or the status alone when the answer has none.
  private static CommandException refusal(int status, JsonObject problem) {
    int exitCode = status >= FIRST_SERVER_ERROR ? ExitCode.UNAVAILABLE : ExitCode.REFUSED;
    String title = problem.string("title");
    String detail = problem.string("detail");
    return new CommandException(
        exitCode,
        (title == null ? "the server answered " + status : title + " (" + status + ")")
            + (detail == null ? "" : ": " + detail));
  }

  private static JsonValue json(byte[] body) {
    try {
      return JsonReader.read(body, JsonLimits.STORED);
    } catch (JsonException e) {
      return JsonNull.NULL;
    }
  }
}
