package org.stepgate.tasks;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.json.JsonWriter;

/// Makes the request out of the definition's arguments and the connection that they name.
final class HttpCallBuilder {
  private static final String FORM_TYPE = "application/x-www-form-urlencoded; charset=utf-8";
  private static final String JSON_TYPE = "application/json; charset=utf-8";

  private final HttpTaskConfig config;
  private final AddressPolicy policy;
  private final IdentityTokens tokens;

  HttpCallBuilder(HttpTaskConfig config, AddressPolicy policy, IdentityTokens tokens) {
    this.config = config;
    this.policy = policy;
    this.tokens = tokens;
  }

  /// The request, complete but for `Host` and the fields about length and connection.
  ///
  /// @throws TaskRefusedException when arguments or configuration do not permit the call
  HttpUriRequestBase build(TaskCall call) {
    HttpArguments arguments = HttpArguments.parse(call.arguments());
    policy.checkUrl(arguments.endpoint());
    HttpConnection connection = connection(arguments.connection());
    byte @Nullable [] body = body(arguments, connection);
    Map<String, String> headers = headers(call, arguments, body != null);
    if (connection != null) {
      addConnectionHeaders(headers, connection);
      addIdentityToken(headers, connection, call);
    }
    var request = new HttpUriRequestBase(arguments.method(), url(arguments, connection, true));
    headers.forEach(request::setHeader);
    if (body != null) {
      request.setEntity(new ByteArrayEntity(body, ContentType.parse(contentType(headers))));
    }
    checkHead(request, headers);
    return request;
  }

  /// The request that [#build] makes, for people.
  ///
  /// @param secrets whether to show what the connection adds, which is left out otherwise; an
  ///   identity token always is
  /// @throws TaskRefusedException when arguments or configuration do not permit the call
  HttpWatch.Sent shown(TaskCall call, boolean secrets) {
    HttpArguments arguments = HttpArguments.parse(call.arguments());
    HttpConnection connection = connection(arguments.connection());
    JsonValue body = arguments.body();
    Map<String, String> headers = headers(call, arguments, body(arguments, connection) != null);
    if (connection != null && secrets) {
      addConnectionHeaders(headers, connection);
      body = withConnectionBody(body, connection);
    } else if (connection != null) {
      connection.headers().keySet().forEach(headers::remove);
      switch (connection.authentication()) {
        case HttpConnection.Authentication.None _ -> {}
        case HttpConnection.Authentication.Basic _ -> headers.remove("Authorization");
        case HttpConnection.Authentication.ApiKey(String header, ConfiguredValue _) ->
            headers.remove(header);
        case HttpConnection.Authentication.IdentityToken _ -> headers.remove("Authorization");
      }
      body = withoutConnectionBody(body, connection);
    }
    return new HttpWatch.Sent(
        arguments.endpoint().getScheme(),
        arguments.method(),
        url(arguments, connection, secrets).toString(),
        headers.entrySet().stream()
            .map(header -> header.getKey() + ": " + header.getValue())
            .collect(Collectors.joining(", ", "[", "]")),
        body == null ? null : new String(encoded(body, arguments.form()), StandardCharsets.UTF_8));
  }

  /// The headers of Stepgate and of the definition. Names are compared without regard to case.
  private static Map<String, String> headers(
      TaskCall call, HttpArguments arguments, boolean hasBody) {
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Accept-Encoding", "identity");
    headers.put("User-Agent", "Stepgate");
    headers.put("Idempotency-Key", call.identity().idempotencyKey());
    String traceparent = call.context().traceparent();
    if (traceparent != null) {
      headers.put("traceparent", traceparent);
    }
    headers.putAll(arguments.headers());
    if (hasBody) {
      headers.putIfAbsent("Content-Type", arguments.form() == null ? JSON_TYPE : FORM_TYPE);
    }
    return headers;
  }

  private static String contentType(Map<String, String> headers) {
    return headers.getOrDefault("Content-Type", JSON_TYPE);
  }

  private @Nullable HttpConnection connection(@Nullable String name) {
    if (name == null) {
      return null;
    }
    HttpConnection connection = config.connections().get(name);
    if (connection == null) {
      throw TaskRefusedException.connection(
          "ResourceNotFound",
          "Authentication.ConnectionArn: there is no connection '%s'"
              .formatted(TaskErrors.shortened(name)));
    }
    return connection;
  }

  private static void addConnectionHeaders(Map<String, String> headers, HttpConnection connection) {
    connection.headers().forEach((name, value) -> putHeader(headers, name, text(value)));
    switch (connection.authentication()) {
      case HttpConnection.Authentication.None _ -> {}
      case HttpConnection.Authentication.Basic(String user, ConfiguredValue password) -> {
        byte[] pair = (user + ":" + text(password)).getBytes(StandardCharsets.UTF_8);
        putHeader(headers, "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
      }
      case HttpConnection.Authentication.ApiKey(String header, ConfiguredValue key) ->
          putHeader(headers, header, text(key));
      case HttpConnection.Authentication.IdentityToken _ -> headers.remove("Authorization");
    }
  }

  private void addIdentityToken(
      Map<String, String> headers, HttpConnection connection, TaskCall call) {
    if (connection.authentication()
        instanceof HttpConnection.Authentication.IdentityToken(String audience)) {
      try {
        putHeader(headers, "Authorization", "Bearer " + tokens.token(audience, call));
      } catch (IOException e) {
        throw TaskRefusedException.connection(
            "InternalError", "no identity token can be made: " + e.getMessage());
      }
    }
  }

  private static void putHeader(Map<String, String> headers, String name, String value) {
    HttpHeaderRules.check("headers of the connection", name, value);
    headers.put(name, value);
  }

  private static String text(ConfiguredValue value) {
    try {
      return value.text();
    } catch (IOException e) {
      throw TaskRefusedException.connection(
          "InternalError", "a secret of the connection cannot be read from its file");
    }
  }

  /// The URL, with or without the parameters of the connection.
  private static URI url(
      HttpArguments arguments, @Nullable HttpConnection connection, boolean secrets) {
    URI endpoint = arguments.endpoint();
    var query = new StringJoiner("&");
    if (endpoint.getRawQuery() != null) {
      query.add(endpoint.getRawQuery());
    }
    for (var parameter : arguments.query().entrySet()) {
      String name = parameter.getKey();
      if (connection == null || !connection.query().containsKey(name)) {
        for (String value : Arguments.scalars(parameter.getValue(), "QueryParameters." + name)) {
          query.add(FormEncoding.percentEncoded(name) + "=" + FormEncoding.percentEncoded(value));
        }
      }
    }
    if (connection != null && secrets) {
      connection
          .query()
          .forEach((name, value) ->
              query.add(
                  FormEncoding.percentEncoded(name)
                      + "="
                      + FormEncoding.percentEncoded(text(value))));
    }
    String path =
        endpoint.getRawPath() == null || endpoint.getRawPath().isEmpty()
            ? "/"
            : endpoint.getRawPath();
    return URI.create(
        endpoint.getScheme()
            + "://"
            + endpoint.getRawAuthority()
            + path
            + (query.length() == 0 ? "" : "?" + query));
  }

  private byte @Nullable [] body(HttpArguments arguments, @Nullable HttpConnection connection) {
    JsonValue body =
        connection == null ? arguments.body() : withConnectionBody(arguments.body(), connection);
    if (body == null) {
      return null;
    }
    byte[] bytes = encoded(body, arguments.form());
    int limit = config.limits().requestBytes();
    if (bytes.length > limit) {
      throw TaskRefusedException.badArgument(
          "RequestBody", "at most " + limit + " bytes", bytes.length + " bytes");
    }
    return bytes;
  }

  private static byte[] encoded(JsonValue body, @Nullable FormEncoding form) {
    if (form == null) {
      String text = body instanceof JsonString(String raw) ? raw : JsonWriter.write(body);
      return text.getBytes(StandardCharsets.UTF_8);
    }
    if (body instanceof JsonObject object) {
      return form.encode(object).getBytes(StandardCharsets.UTF_8);
    }
    throw TaskRefusedException.badArgument(
        "RequestBody", "an object, as it is sent as a form", body.kind());
  }

  private static @Nullable JsonValue withConnectionBody(
      @Nullable JsonValue body, HttpConnection connection) {
    if (connection.body().isEmpty()) {
      return body;
    }
    if (body != null && !(body instanceof JsonObject)) {
      throw TaskRefusedException.badArgument(
          "RequestBody", "an object, as the connection adds members", body.kind());
    }
    JsonObject.Builder merged =
        body instanceof JsonObject object ? object.toBuilder() : JsonObject.builder();
    connection.body().forEach((name, value) -> merged.put(name, text(value)));
    return merged.build();
  }

  private static @Nullable JsonValue withoutConnectionBody(
      @Nullable JsonValue body, HttpConnection connection) {
    if (!(body instanceof JsonObject object) || connection.body().isEmpty()) {
      return body;
    }
    var kept = JsonObject.builder();
    object
        .members()
        .forEach((name, value) -> {
          if (!connection.body().containsKey(name)) {
            kept.put(name, value);
          }
        });
    return kept.build();
  }

  private void checkHead(HttpUriRequestBase request, Map<String, String> headers) {
    int length = request.getRequestUri().length();
    for (var header : headers.entrySet()) {
      length += header.getKey().length() + header.getValue().length();
    }
    int limit = config.limits().headerBytes();
    if (length > limit) {
      throw TaskRefusedException.badArgument(
          "Headers", "at most " + limit + " bytes with the URL", length + " bytes");
    }
  }
}
