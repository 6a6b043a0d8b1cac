package org.stepgate.identity;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.ProblemException;
import org.stepgate.principal.Principal;

/// Finds out who sent a request: by the access token in its `Authorization` header, else by the
/// cookie of a login, or, without both, as the configuration says. Nothing else in a request is
/// looked at, no other header field and not the query string, so that nothing else can claim an
/// identity.
///
/// Refused tokens never count as no token. Safe for any thread; the configuration may change while
/// requests are answered.
public final class Identities implements Authenticator {
  private static final int REMEMBERED_TOKENS = 10_000;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(10);
  private static final String AUTHORIZATION = "authorization";
  private static final String BEARER = "bearer";

  private final InstantSource clock;
  private final Path directory;
  private final @Nullable DemoIssuer demo;
  private final Map<String, KeyFile> files = new ConcurrentHashMap<>();
  private final LocalAnonymous local = new LocalAnonymous();
  private final Sessions sessions;
  private volatile InForce inForce;

  /// What holds at the moment.
  ///
  /// @param config the settings
  /// @param keys the keys of each issuer, by its URL
  /// @param verifier verifies tokens
  /// @param login logs people in; null when nobody can
  record InForce(
      IdentityConfig config,
      Map<String, IssuerKeys> keys,
      TokenVerifier verifier,
      @Nullable Login login) {
    /// Whether there is an issuer whose tokens are accepted.
    boolean takesTokens() {
      return !keys.isEmpty();
    }
  }

  /// Identities by [IdentityConfig#defaults] so far.
  ///
  /// @param directory where the workers of a pool share the keys of issuers; made when needed
  /// @param demo whose tokens are accepted from callers on this host; null for nobody's
  public Identities(InstantSource clock, Path directory, @Nullable DemoIssuer demo) {
    this.clock = clock;
    this.directory = directory;
    this.demo = demo;
    this.sessions = new Sessions(directory, clock);
    this.inForce = inForce(IdentityConfig.defaults(), Map.of());
  }

  /// Takes other settings from now on. The keys of issuers that stay are kept; those of new ones
  /// are fetched beside the requests.
  public void use(IdentityConfig config) {
    InForce next = inForce(config, inForce.keys());
    inForce = next;
    next.keys().values().stream()
        .filter(keys -> !keys.issuer().url().equals(DemoIssuer.URL))
        .forEach(IssuerKeys::warm);
  }

  private InForce inForce(IdentityConfig config, Map<String, IssuerKeys> before) {
    var keys = new LinkedHashMap<String, IssuerKeys>();
    for (IssuerConfig issuer : config.issuers()) {
      IssuerKeys old = before.get(issuer.url());
      keys.put(issuer.url(), old != null && old.issuer().equals(issuer) ? old : keys(issuer));
    }
    if (demo != null) {
      IssuerKeys old = before.get(DemoIssuer.URL);
      keys.put(DemoIssuer.URL, old != null ? old : keys(DemoIssuer.config(), demo::jwks));
    }
    var verifier = new TokenVerifier(keys, config, clock, new TokenMemory(REMEMBERED_TOKENS));
    return new InForce(config, keys, verifier, login(config, keys));
  }

  private @Nullable Login login(IdentityConfig config, Map<String, IssuerKeys> keys) {
    LoginConfig login = config.login();
    IssuerKeys issuer = login == null ? null : keys.get(login.issuer());
    if (login == null || issuer == null) {
      return null;
    }
    var provider = new Provider(issuer.issuer(), login, clock);
    var rules = new IdTokenRules(issuer, config, login);
    return new Login(login, provider, rules, sessions, clock);
  }

  private IssuerKeys keys(IssuerConfig issuer) {
    return keys(
        issuer,
        issuer.jwksFile() == null
            ? new KeySource.Discovered(issuer, clock)
            : KeySource.file(issuer.jwksFile()));
  }

  private IssuerKeys keys(IssuerConfig issuer, KeySource source) {
    KeyFile file = files.computeIfAbsent(issuer.url(), url -> new KeyFile(directory, url));
    return new IssuerKeys(issuer, source, file, clock);
  }

  InForce inForce() {
    return inForce;
  }

  @Nullable DemoIssuer demo() {
    return demo;
  }

  /// The URLs of the issuers whose tokens are accepted.
  List<String> issuers() {
    return new ArrayList<>(inForce.keys().keySet());
  }

  /// The caller.
  ///
  /// @throws ProblemException 400 when the request has several `Authorization` fields; 401 with a
  ///   challenge when it proves no identity that is accepted, or has to; 403 when it comes without
  ///   credentials from another host and there is nothing that it could prove; 503 when the keys of
  ///   its issuer were never to be had
  @Override
  public Principal authenticate(HttpRequest request) {
    InForce now = inForce;
    List<String> credentials = request.headers().all(AUTHORIZATION);
    return switch (credentials.size()) {
      case 0 -> withoutCredentials(request, now);
      case 1 -> withCredentials(request, credentials.getFirst(), now);
      default -> throw RequestScreen.severalCredentials();
    };
  }

  private Principal withoutCredentials(HttpRequest request, InForce now) {
    if (now.login() != null && Sessions.isWith(Cookies.of(request, now))) {
      return bySession(request, now, now.login());
    }
    if (now.config().anonymous() == IdentityConfig.Anonymous.LOOPBACK
        && (!now.takesTokens() || LocalAnonymous.isLocal(request))) {
      Principal anonymous = local.authenticate(request);
      ForeignPage.refusal(request, now.config().resource())
          .ifPresent(refusal -> {
            throw refusal;
          });
      return anonymous;
    }
    throw ProblemException.unauthorized(
        "This needs an access token; see the WWW-Authenticate header.",
        "no credentials",
        Challenge.plain(request, now));
  }

  private Principal bySession(HttpRequest request, InForce now, Login login) {
    Session session =
        sessions
            .find(Cookies.of(request, now))
            .filter(found -> found.principal().issuer().equals(login.config().issuer()))
            .orElseThrow(() ->
                ProblemException.unauthorized(
                    "The login has ended; log in at " + Login.LOGIN_PATH + ".",
                    "a session that has ended, or is none",
                    Challenge.plain(request, now)));
    try {
      Sessions.requireOwnPage(request, session);
    } catch (ProblemException e) {
      throw e.withHeader("WWW-Authenticate", Challenge.plain(request, now));
    }
    return session.principal();
  }

  private Principal withCredentials(HttpRequest request, String credentials, InForce now) {
    int blank = credentials.indexOf(' ');
    if (blank < 0 || !credentials.substring(0, blank).equalsIgnoreCase(BEARER)) {
      throw ProblemException.unauthorized(
          "Only access tokens are accepted here; see the WWW-Authenticate header.",
          "credentials of another scheme than Bearer",
          Challenge.plain(request, now));
    }
    try {
      Principal caller = now.verifier().verify(credentials.substring(blank + 1).strip());
      if (caller.issuer().equals(DemoIssuer.URL) && !LocalAnonymous.isLocal(request)) {
        throw TokenException.invalid("Tokens of the demo issuer are for callers on this host");
      }
      return caller;
    } catch (TokenException e) {
      throw switch (e.reason()) {
        case INVALID ->
            ProblemException.unauthorized(
                e.text() + ".", e.text(), Challenge.invalidToken(request, now, e.text()));
        case UNDECIDED ->
            ProblemException.unavailable(
                "The access token cannot be verified at the moment.", e.text(), RETRY_AFTER);
      };
    }
  }
}
