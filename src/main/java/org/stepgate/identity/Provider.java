package org.stepgate.identity;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonObject;

/// The issuer at which people log in: where it lets them, and how a code becomes an ID token. Safe
/// for any thread.
///
/// @spec https://openid.net/specs/openid-connect-core-1_0.html#CodeFlowAuth section 3.1
final class Provider {
  /// How long nobody asks an issuer again that has not answered.
  static final Duration AFTER_FAILURE = Duration.ofSeconds(10);

  private static final Duration KEPT = Duration.ofHours(1);
  private static final JsonLimits LIMITS = new JsonLimits(16, Fetches.MAX_BYTES, 64, 1_024);

  private final IssuerConfig issuer;
  private final LoginConfig login;
  private final InstantSource clock;
  private final Object turn = new Object();
  private volatile @Nullable Endpoints endpoints;
  private @Nullable Failure failure; // by `turn`

  Provider(IssuerConfig issuer, LoginConfig login, InstantSource clock) {
    this.issuer = issuer;
    this.login = login;
    this.clock = clock;
  }

  /// Where it is asked what.
  ///
  /// @param authorization where people log in
  /// @param token where a code becomes a token
  /// @param end where they log out; null when the issuer has no such place
  /// @param until when this is asked again
  record Endpoints(URI authorization, URI token, @Nullable URI end, Instant until) {}

  /// That it did not say.
  private record Failure(String reason, Instant at) {}

  /// Where it is asked what, asked again after an hour. Who asks while somebody is asking already
  /// waits for that answer; that there was none is remembered for [#AFTER_FAILURE].
  ///
  /// @throws IOException when the issuer does not say
  Endpoints endpoints() throws IOException {
    Optional<Endpoints> known = known();
    if (known.isPresent()) {
      return known.get();
    }
    synchronized (turn) {
      known = known();
      return known.isPresent() ? known.get() : asked();
    }
  }

  private Optional<Endpoints> known() {
    return Optional.ofNullable(endpoints).filter(known -> clock.instant().isBefore(known.until()));
  }

  private Endpoints asked() throws IOException {
    Failure last = failure;
    if (last != null
        && Duration.between(last.at(), clock.instant()).abs().compareTo(AFTER_FAILURE) < 0) {
      throw new IOException(last.reason());
    }
    try {
      Endpoints found = discover();
      endpoints = found;
      failure = null;
      return found;
    } catch (IOException e) {
      failure = new Failure(String.valueOf(e.getMessage()), clock.instant());
      throw e;
    }
  }

  private Endpoints discover() throws IOException {
    JsonObject metadata = json(Fetches.get(issuer.discovery()));
    if (!issuer.url().equals(metadata.string("issuer"))) {
      throw new IOException(issuer.discovery() + " is the document of another issuer");
    }
    String end = metadata.string("end_session_endpoint");
    return new Endpoints(
        endpoint(metadata, "authorization_endpoint"),
        endpoint(metadata, "token_endpoint"),
        end == null ? null : endpoint(metadata, "end_session_endpoint"),
        clock.instant().plus(KEPT));
  }

  private URI endpoint(JsonObject metadata, String name) throws IOException {
    String address = metadata.string(name);
    try {
      return Fetches.check(address == null ? "" : address);
    } catch (IllegalArgumentException e) {
      throw new IOException(issuer.discovery() + " names no usable " + name, e);
    }
  }

  /// The ID token for a code.
  ///
  /// @throws IOException when the issuer gives none
  String idToken(String code, String redirectUri, String verifier) throws IOException {
    var fields = new LinkedHashMap<String, String>();
    fields.put("grant_type", "authorization_code");
    fields.put("code", code);
    fields.put("redirect_uri", redirectUri);
    fields.put("client_id", login.clientId());
    fields.put("code_verifier", verifier);
    JsonObject answer = json(Fetches.post(endpoints().token(), form(fields), authorization()));
    String token = answer.string("id_token");
    if (token == null) {
      throw new IOException("the issuer gives no ID token");
    }
    return token;
  }

  /// `Authorization` for a client with a secret; empty for a public one.
  private String authorization() throws IOException {
    Optional<AccessKey.Secret> secret = login.clientSecret();
    if (secret.isEmpty()) {
      return "";
    }
    String pair = encode(login.clientId()) + ":" + encode(secret.get().read());
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonObject json(byte[] document) throws IOException {
    try {
      if (JsonReader.read(document, LIMITS) instanceof JsonObject object) {
        return object;
      }
    } catch (JsonException _) {
      // Said below, as for JSON that is no object.
    }
    throw new IOException("the issuer answers something else than JSON");
  }

  /// Fields as `application/x-www-form-urlencoded`.
  static String form(SequencedMap<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
