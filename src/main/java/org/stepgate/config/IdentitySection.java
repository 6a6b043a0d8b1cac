package org.stepgate.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.stepgate.identity.AccessKey;
import org.stepgate.identity.IdentityConfig;
import org.stepgate.identity.IdentityConfig.Anonymous;
import org.stepgate.identity.IssuerConfig;
import org.stepgate.identity.JwsAlgorithm;
import org.stepgate.identity.LoginConfig;

/// Reads the section `identity`.
final class IdentitySection {
  private static final Duration LONGEST_TOKEN_AGE = Duration.ofDays(3_650);
  private static final Duration LONGEST_STALE = Duration.ofDays(365);
  private static final List<String> USUAL_ALGORITHMS =
      IssuerConfig.usualAlgorithms().stream().map(JwsAlgorithm::text).sorted().toList();

  private final Directories directories;

  IdentitySection(Directories directories) {
    this.directories = directories;
  }

  IdentityConfig read(Section section) {
    IdentityConfig usual = IdentityConfig.defaults();
    List<IssuerConfig> issuers =
        section.sections("issuers", this::issuer).stream().flatMap(Optional::stream).toList();
    Anonymous anonymous =
        section
            .parsed("anonymous", "never or loopback", IdentitySection::anonymous)
            .orElse(section.has("issuers") ? Anonymous.NEVER : Anonymous.LOOPBACK);
    Optional<URI> resource = section.parsed("resource", "URL", IdentitySection::resource);
    Duration skew =
        section.time("clock-skew", usual.clockSkew(), Duration.ZERO, IdentityConfig.LONGEST_SKEW);
    Duration stale = section.time("stale-keys", usual.staleKeys(), Duration.ZERO, LONGEST_STALE);
    Optional<LoginConfig> login =
        section.optionalSection("login", this::login).flatMap(Function.identity());
    return section.build(
        () ->
            new IdentityConfig(
                issuers, anonymous, resource.orElse(null), skew, stale, login.orElse(null)),
        usual);
  }

  private Optional<LoginConfig> login(Section section) {
    Optional<String> issuer = section.requiredText("issuer");
    Optional<String> client = section.requiredText("client-id");
    Optional<AccessKey.Secret> secret =
        section
            .parsed("client-secret-file", "path", directories::path)
            .map(AccessKey.Secret.File::new);
    List<String> scopes = section.texts("scopes", List.of("openid"));
    Duration session =
        section.time(
            "session", Duration.ofHours(1), Duration.ofSeconds(1), LoginConfig.LONGEST_SESSION);
    return issuer.isPresent() && client.isPresent()
        ? section.build(() -> new LoginConfig(issuer.get(), client.get(), secret, scopes, session))
        : Optional.empty();
  }

  private Optional<IssuerConfig> issuer(Section section) {
    Optional<String> url = section.requiredText("url");
    List<String> audiences = section.texts("audiences");
    if (!section.has("audiences")) {
      section.missing("audiences");
    }
    Set<JwsAlgorithm> algorithms = algorithms(section);
    Set<String> types = types(section);
    IssuerConfig.Claims usual = IssuerConfig.Claims.USUAL;
    var claims =
        new IssuerConfig.Claims(
            section.text("subject-claim", usual.subject()),
            section.text("groups-claim", usual.groups()),
            section.text("scopes-claim", usual.scopes()),
            section.texts("claims", usual.kept()));
    Duration age =
        section.time("token-age-max", Duration.ofDays(1), Duration.ofSeconds(1), LONGEST_TOKEN_AGE);
    Optional<Path> file = section.parsed("jwks-file", "path", directories::path);
    return section.isGood() && url.isPresent()
        ? section.build(() ->
            new IssuerConfig(
                url.get(), audiences, algorithms, types, claims, age, file.orElse(null)))
        : Optional.empty();
  }

  private static Set<JwsAlgorithm> algorithms(Section section) {
    var algorithms = EnumSet.noneOf(JwsAlgorithm.class);
    for (String name : section.texts("algorithms", USUAL_ALGORITHMS)) {
      Optional<JwsAlgorithm> known = JwsAlgorithm.of(name);
      if (known.isEmpty()) {
        section.fault("algorithms", "'" + name + "' is no algorithm with a public key");
      }
      known.ifPresent(algorithms::add);
    }
    return algorithms;
  }

  private static Set<String> types(Section section) {
    var types = new LinkedHashSet<String>();
    section
        .texts("token-types", List.of(IssuerConfig.ACCESS_TOKEN))
        .forEach(type -> types.add(type.toLowerCase(Locale.ROOT)));
    return types;
  }

  private static Anonymous anonymous(String text) {
    return switch (text) {
      case "never" -> Anonymous.NEVER;
      case "loopback" -> Anonymous.LOOPBACK;
      default ->
          throw new IllegalArgumentException("expected never or loopback, got '" + text + "'");
    };
  }

  private static URI resource(String text) {
    URI uri = URI.create(text);
    boolean plain =
        uri.getHost() != null
            && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
            && uri.getQuery() == null
            && uri.getFragment() == null
            && uri.getUserInfo() == null
            && (uri.getPath().isEmpty() || uri.getPath().equals("/"));
    if (!plain) {
      throw new IllegalArgumentException(
          "expected scheme and host of this service, such as https://stepgate.example.com, got '"
              + text
              + "'");
    }
    return uri;
  }
}
