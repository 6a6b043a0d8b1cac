package org.stepgate.identity;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.stepgate.audit.AuditEvent;
import org.stepgate.audit.RequestAudit;
import org.stepgate.digest.Sha256;
import org.stepgate.http.Headers;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.HttpResponse;
import org.stepgate.http.ProblemException;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.principal.Principal;

/// Logs people in: authorization code with PKCE, `state` and `nonce`. What a login was begun with
/// is in an encrypted cookie until the issuer sends the browser back. Safe for any thread.
///
/// @spec https://www.rfc-editor.org/rfc/rfc7636 RFC 7636, RFC 9207 and OpenID Connect Core, section
///   3.1
final class Login {
  static final String LOGIN_PATH = "/stepgate/login";
  static final String CALLBACK_PATH = "/stepgate/oidc/callback";

  private static final String COOKIE = "stepgate_login";
  private static final String COOKIE_PATH = "/stepgate/oidc";
  private static final String PURPOSE = "login";
  private static final String AGAIN = " Begin again at " + LOGIN_PATH + ".";
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int MAX_TARGET_CHARACTERS = 1_000;
  private static final int MAX_CODE_CHARACTERS = 4_096;
  private static final JsonLimits LIMITS = new JsonLimits(2, 8_192, 32, 64);

  private final LoginConfig config;
  private final Provider provider;
  private final IdTokenRules rules;
  private final Sessions sessions;
  private final Logout logout;
  private final InstantSource clock;

  /// A login.
  ///
  /// @param rules what an ID token has to say
  Login(
      LoginConfig config,
      Provider provider,
      IdTokenRules rules,
      Sessions sessions,
      InstantSource clock) {
    this.config = config;
    this.provider = provider;
    this.rules = rules;
    this.sessions = sessions;
    this.logout = new Logout(config, provider, sessions);
    this.clock = clock;
  }

  LoginConfig config() {
    return config;
  }

  /// How people log out again.
  Logout logout() {
    return logout;
  }

  /// What a login was begun with.
  private record Begun(String state, String nonce, String verifier, String target, Instant until) {
    String toJson() {
      return JsonObject.builder()
          .put("state", state)
          .put("nonce", nonce)
          .put("verifier", verifier)
          .put("target", target)
          .put("until", until.getEpochSecond())
          .build()
          .toString();
    }

    static Optional<Begun> fromJson(String text) {
      try {
        return JsonReader.read(text, LIMITS) instanceof JsonObject json
                && json.string("state") instanceof String state
                && json.string("nonce") instanceof String nonce
                && json.string("verifier") instanceof String verifier
                && json.string("target") instanceof String target
                && json.get("until") instanceof JsonNumber until
            ? Optional.of(
                new Begun(state, nonce, verifier, target, Instant.ofEpochSecond(until.toLong())))
            : Optional.empty();
      } catch (JsonException _) {
        return Optional.empty();
      }
    }
  }

  /// Where a browser without a session is sent that asks for a page.
  static String address(HttpRequest request) {
    String uri = request.rawUri();
    return isLocal(uri)
        ? LOGIN_PATH + "?to=" + URLEncoder.encode(uri, StandardCharsets.UTF_8)
        : LOGIN_PATH;
  }

  /// Sends the browser to the issuer.
  HttpResponse begin(HttpRequest request, String base) throws IOException {
    String wanted = request.query().first("to").orElse("/");
    var begun =
        new Begun(
            sessions.newSecret(),
            sessions.newSecret(),
            sessions.newSecret() + sessions.newSecret(),
            isLocal(wanted) ? wanted : "/",
            clock.instant().plus(PATIENCE));
    var query = new LinkedHashMap<String, String>();
    query.put("response_type", "code");
    query.put("client_id", config.clientId());
    query.put("redirect_uri", base + CALLBACK_PATH);
    query.put("scope", String.join(" ", config.scopes()));
    query.put("state", begun.state());
    query.put("nonce", begun.nonce());
    query.put("code_challenge_method", "S256");
    query.put(
        "code_challenge",
        Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(begun.verifier())));
    return redirect(302, provider.endpoints().authorization() + "?" + Provider.form(query))
        .withHeader(
            "Set-Cookie",
            Cookies.of(request, base)
                .hidden(
                    COOKIE,
                    sessions.sealed().seal(PURPOSE, begun.toJson()),
                    COOKIE_PATH,
                    PATIENCE));
  }

  /// Takes the browser back from the issuer, and begins its session.
  ///
  /// @throws ProblemException 400 when the browser did not begin this login, 401 when the issuer
  ///   did not let the caller in
  HttpResponse complete(HttpRequest request, String base) throws IOException {
    var cookies = Cookies.of(request, base);
    Begun begun =
        cookies
            .find(COOKIE, COOKIE_PATH)
            .flatMap(this::opened)
            .filter(found -> clock.instant().isBefore(found.until()))
            .filter(found -> isSame(found.state(), request.query().first("state").orElse("")))
            .orElseThrow(() ->
                ProblemException.badRequest(
                    "This browser has not begun that login, or too long ago." + AGAIN,
                    "callback without its login"));
    if (request.query().first("iss").filter(iss -> !iss.equals(config.issuer())).isPresent()) {
      throw ProblemException.badRequest("The answer is of another issuer.", "callback: iss");
    }
    String code = request.query().first("code").orElse("");
    if (code.isEmpty() || code.length() > MAX_CODE_CHARACTERS) {
      throw refused("The issuer did not let you in." + AGAIN, "callback without a code");
    }
    String token;
    try {
      token = provider.idToken(code, base + CALLBACK_PATH, begun.verifier());
    } catch (IOException e) {
      throw refused("The issuer did not confirm the login." + AGAIN, "code: " + e.getMessage());
    }
    Principal principal;
    try {
      principal = rules.check(token, begun.nonce(), clock.instant());
    } catch (TokenException e) {
      throw refused("The issuer's word on the login is not good." + AGAIN, "ID token: " + e.text());
    }
    HttpResponse back =
        redirect(303, begun.target())
            .withHeader("Set-Cookie", cookies.hidden(COOKIE, "", COOKIE_PATH, Duration.ZERO));
    Session session = sessions.newSession(principal, config.session());
    HttpResponse logged =
        logout.remember(cookies, session, token, sessions.begin(cookies, session, back));
    RequestAudit.noted(principal, new AuditEvent.SessionStarted());
    return logged;
  }

  private static ProblemException refused(String publicText, String detail) {
    return new ProblemException(401, publicText, detail);
  }

  private Optional<Begun> opened(String cookie) {
    try {
      return sessions.sealed().open(PURPOSE, cookie).flatMap(Begun::fromJson);
    } catch (IOException e) {
      throw ProblemException.unavailable(
          "Logins cannot be checked at the moment.", "login: " + e, Duration.ofSeconds(5));
    }
  }

  /// Whether a text is a path of this service and nothing else.
  private static boolean isLocal(String target) {
    return target.startsWith("/")
        && !target.startsWith("//")
        && target.length() <= MAX_TARGET_CHARACTERS
        && target.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\');
  }

  private static boolean isSame(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  static HttpResponse redirect(int status, String location) {
    return new HttpResponse(
        status,
        Headers.of("Location", location).with("Cache-Control", "no-store"),
        new HttpResponse.Content.None());
  }
}
