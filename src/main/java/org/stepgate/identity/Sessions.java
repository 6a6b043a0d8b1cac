package org.stepgate.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.HttpResponse;
import org.stepgate.http.ProblemException;
import org.stepgate.principal.Principal;

/// Logins with a browser, each in an encrypted cookie of its own; nothing is stored of them but
/// that they were ended. Safe for any thread, and the same in every worker of a pool.
final class Sessions {
  /// Holds the session.
  static final String COOKIE = "stepgate_session";

  /// Holds what state-changing requests repeat in [#CSRF_HEADER], for the pages' scripts.
  static final String CSRF_COOKIE = "stepgate_csrf";

  /// Repeats it.
  static final String CSRF_HEADER = "x-csrf-token";

  private static final String PATH = "/";
  private static final String PURPOSE = "session";
  private static final int MAX_COOKIE_CHARACTERS = 4_000;
  private static final int RANDOM_BYTES = 18;

  private final SealedText sealed;
  private final ReplayGuard ended;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  /// Sessions whose keys and ends are in that directory.
  Sessions(Path directory, InstantSource clock) {
    this.sealed = new SealedText(new SealingKeys(directory, clock));
    this.ended = new ReplayGuard(directory.resolve("ended-sessions"), clock);
    this.clock = clock;
  }

  SealedText sealed() {
    return sealed;
  }

  /// A text that nobody can guess, 24 characters.
  String newSecret() {
    var bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// A session that begins now, always a new one.
  Session newSession(Principal principal, Duration length) {
    return new Session(newSecret(), principal, newSecret(), clock.instant().plus(length));
  }

  /// An answer that begins a session.
  ///
  /// @throws IOException when it cannot be sealed, or is too large for a cookie
  HttpResponse begin(Cookies cookies, Session session, HttpResponse answer) throws IOException {
    Duration length = Duration.between(clock.instant(), session.expires());
    String value = sealed.seal(PURPOSE, session.toJson());
    if (value.length() > MAX_COOKIE_CHARACTERS) {
      throw new IOException(
          "the groups and claims of the caller do not fit a cookie; keep fewer claims");
    }
    return answer
        .withHeader("Set-Cookie", cookies.hidden(COOKIE, value, PATH, length))
        .withHeader("Set-Cookie", cookies.visible(CSRF_COOKIE, session.csrf(), PATH, length));
  }

  /// Whether a request carries a session, good or not.
  static boolean isWith(Cookies cookies) {
    return cookies.find(COOKIE, PATH).isPresent();
  }

  /// The session of a request; empty when it has none, or one that has ended or was never begun.
  ///
  /// @throws ProblemException 503 when that cannot be told
  Optional<Session> find(Cookies cookies) {
    try {
      Optional<String> value = cookies.find(COOKIE, PATH);
      Optional<Session> session =
          value.isEmpty()
              ? Optional.empty()
              : sealed.open(PURPOSE, value.get()).flatMap(Session::fromJson);
      return session.isPresent()
              && clock.instant().isBefore(session.get().expires())
              && !ended.knows(session.get().principal(), session.get().id())
          ? session
          : Optional.empty();
    } catch (IOException e) {
      throw undecided(e);
    }
  }

  /// Ends a session for all workers.
  ///
  /// @throws ProblemException 503 when that cannot be noted
  void end(Session session) {
    try {
      if (ended.use(session.principal(), session.id(), session.expires()) == ReplayGuard.Use.FULL) {
        throw undecided(new IOException("too many sessions were ended"));
      }
    } catch (IOException e) {
      throw undecided(e);
    }
  }

  /// An answer after which the browser has no session.
  static HttpResponse without(Cookies cookies, HttpResponse answer) {
    return answer
        .withHeader("Set-Cookie", cookies.hidden(COOKIE, "", PATH, Duration.ZERO))
        .withHeader("Set-Cookie", cookies.visible(CSRF_COOKIE, "", PATH, Duration.ZERO));
  }

  /// Lets a request pass that changes nothing, or that a page of this service has sent: other pages
  /// can have the cookie sent, but cannot read what has to be repeated.
  ///
  /// @throws ProblemException 403 for any other
  static void requireOwnPage(HttpRequest request, Session session) {
    requireOwnPage(request, session, request.headers().first(CSRF_HEADER).orElse(""));
  }

  /// The same for a request that repeats it elsewhere.
  ///
  /// @throws ProblemException as above
  static void requireOwnPage(HttpRequest request, Session session, String repeated) {
    switch (request.method()) {
      case "GET", "HEAD", "OPTIONS" -> {
        // Nothing is changed, or it is asked whether that is meant: see routes.ForeignLink.
      }
      default -> {
        boolean same =
            MessageDigest.isEqual(
                session.csrf().getBytes(StandardCharsets.UTF_8),
                repeated.getBytes(StandardCharsets.UTF_8));
        if (!same || request.headers().first("sec-fetch-site").orElse("").equals("cross-site")) {
          throw ProblemException.forbidden(
              "With a login, requests that change something need the header field X-CSRF-Token with"
                  + " the value of the cookie "
                  + CSRF_COOKIE
                  + " (on https __Host-"
                  + CSRF_COOKIE
                  + ").",
              "no CSRF token, or another one");
        }
      }
    }
  }

  private static ProblemException undecided(IOException cause) {
    return ProblemException.unavailable(
        "Logins cannot be checked at the moment.",
        "sessions: " + cause.getMessage(),
        Duration.ofSeconds(5));
  }
}
