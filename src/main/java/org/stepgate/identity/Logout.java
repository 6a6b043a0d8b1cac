package org.stepgate.identity;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.stepgate.audit.AuditEvent;
import org.stepgate.audit.RequestAudit;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.HttpResponse;
import org.stepgate.http.Page;
import org.stepgate.http.ProblemException;
import org.stepgate.http.QueryParameters;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonObject;

/// Logs people out, here and at the issuer: a page with a button, and what that leads to. Safe for
/// any thread.
///
/// An issuer that is shown the ID token of the login ends it without asking whether that is meant.
/// The token waits in an encrypted cookie of its own, which the browser sends to this address only,
/// so it weighs on no other request; one that is too long for a cookie is left out, and the issuer
/// asks.
///
/// @spec https://openid.net/specs/openid-connect-rpinitiated-1_0.html OpenID Connect RP-Initiated
///   Logout 1.0, sections 2 and 3
final class Logout {
  static final String PATH = "/stepgate/logout";

  private static final Logger log = LogManager.getLogger(Logout.class);

  private static final String COOKIE = "stepgate_logout";
  private static final String PURPOSE = "logout";
  private static final String FORM_TYPE = "application/x-www-form-urlencoded";
  private static final String CSRF_FIELD = "csrf";
  private static final String ISSUER_AWAY = "issuer=away";
  private static final int MAX_FORM_BYTES = 1_024;

  /// The longest cookie that browsers keep is 4,096 characters with its name.
  private static final int MAX_COOKIE_CHARACTERS = 4_000;

  /// All cookies of a login together; web servers take some 8,000 characters of header fields.
  private static final int MAX_ALL_CHARACTERS = 6_000;

  private static final JsonLimits LIMITS = new JsonLimits(2, 8_192, 8, 64);

  private final LoginConfig config;
  private final Provider provider;
  private final Sessions sessions;

  Logout(LoginConfig config, Provider provider, Sessions sessions) {
    this.config = config;
    this.provider = provider;
    this.sessions = sessions;
  }

  /// An answer that begins a session, which also has the browser keep the ID token for its end.
  ///
  /// @throws IOException when it cannot be sealed
  HttpResponse remember(Cookies cookies, Session session, String idToken, HttpResponse answer)
      throws IOException {
    String kept =
        sessions
            .sealed()
            .seal(
                PURPOSE,
                JsonObject.builder()
                    .put("session", session.id())
                    .put("token", idToken)
                    .build()
                    .toString());
    int others = answer.headers().all("Set-Cookie").stream().mapToInt(String::length).sum();
    return kept.length() > Math.min(MAX_COOKIE_CHARACTERS, MAX_ALL_CHARACTERS - others)
        ? answer
        : answer.withHeader("Set-Cookie", cookies.hidden(COOKIE, kept, PATH, config.session()));
  }

  /// Answers a GET with a page, and ends the session of a POST.
  ///
  /// @param base the URL of this service
  /// @throws ProblemException 403 when a POST is not sent by a page of this service, 405 for
  ///   another method
  HttpResponse handle(HttpRequest request, String base) {
    return switch (request.method()) {
      case "GET" -> page(request, Cookies.of(request, base));
      case "POST" -> end(request, base);
      default -> throw ProblemException.methodNotAllowed(request.method(), "GET, POST");
    };
  }

  private HttpResponse page(HttpRequest request, Cookies cookies) {
    Optional<Session> session = sessions.find(cookies);
    Page page = session.isPresent() ? question(session.get()) : farewell(request);
    return page.response(200).withHeader("Cache-Control", "no-store");
  }

  private Page question(Session session) {
    String form =
        """
        <p>You are logged in as <strong>%s</strong>.</p>
        <form method="post" action="%s"><input type="hidden" name="%s" value="%s">\
        <button>Log out</button></form>\
        """
            .formatted(Page.escaped(name(session)), PATH, CSRF_FIELD, Page.escaped(session.csrf()));
    return Page.of("Log out", form).withForms("'self'" + issuerOrigin());
  }

  private Page farewell(HttpRequest request) {
    String away =
        request.query().raw().equals(ISSUER_AWAY)
            ? "<p role=\"alert\">The issuer of the login could not be reached: others at this"
                + " computer may still get in without a password.</p>\n"
            : "";
    return Page.of(
        "You are logged out",
        away + "<p><a href=\"" + Login.LOGIN_PATH + "\">Log in again</a></p>");
  }

  private static String name(Session session) {
    String name = session.principal().claims().string("preferred_username");
    return name == null ? session.principal().subject() : name;
  }

  /// The form leads on to the issuer, and the page's policy has to allow that.
  private String issuerOrigin() {
    try {
      URI end = provider.endpoints().end();
      return end == null ? "" : " " + end.getScheme() + "://" + end.getRawAuthority();
    } catch (IOException _) {
      return ""; // It does not lead there then.
    }
  }

  private HttpResponse end(HttpRequest request, String base) {
    var cookies = Cookies.of(request, base);
    Optional<Session> session = sessions.find(cookies);
    if (session.isPresent()) {
      Sessions.requireOwnPage(request, session.get(), repeated(request));
      sessions.end(session.get());
      RequestAudit.noted(session.get().principal(), new AuditEvent.SessionEnded());
    }
    String next = afterwards(base, session.flatMap(ended -> hint(cookies, ended)));
    return Sessions.without(cookies, Login.redirect(303, next))
        .withHeader("Set-Cookie", cookies.hidden(COOKIE, "", PATH, Duration.ZERO))
        .withHeader("Clear-Site-Data", "\"cache\"");
  }

  /// What is repeated of the session; a form cannot set the header field and has a field of its
  /// own.
  private static String repeated(HttpRequest request) {
    boolean isForm = request.headers().first("content-type").orElse("").equals(FORM_TYPE);
    return request
        .headers()
        .first(Sessions.CSRF_HEADER)
        .or(() -> isForm ? form(request).first(CSRF_FIELD) : Optional.empty())
        .orElse("");
  }

  private static QueryParameters form(HttpRequest request) {
    return QueryParameters.parse(
        new String(request.body().toBytes(MAX_FORM_BYTES), StandardCharsets.UTF_8));
  }

  /// The ID token that the session was begun with.
  private Optional<String> hint(Cookies cookies, Session session) {
    try {
      Optional<String> kept = cookies.find(COOKIE, PATH);
      Optional<String> text =
          kept.isEmpty() ? Optional.empty() : sessions.sealed().open(PURPOSE, kept.get());
      return text.isPresent()
              && JsonReader.read(text.get(), LIMITS) instanceof JsonObject json
              && session.id().equals(json.string("session"))
          ? Optional.ofNullable(json.string("token"))
          : Optional.empty();
    } catch (IOException | JsonException | ProblemException _) {
      return Optional.empty(); // The issuer asks then.
    }
  }

  private String afterwards(String base, Optional<String> hint) {
    URI end;
    try {
      end = provider.endpoints().end();
    } catch (IOException _) {
      log.warn("login.issuer_away at=logout issuer={}", config.issuer());
      return PATH + "?" + ISSUER_AWAY;
    }
    if (end == null) {
      return PATH;
    }
    var query = new LinkedHashMap<String, String>();
    query.put("client_id", config.clientId());
    query.put("post_logout_redirect_uri", base + PATH);
    hint.ifPresent(token -> query.put("id_token_hint", token));
    return end + "?" + Provider.form(query);
  }
}
