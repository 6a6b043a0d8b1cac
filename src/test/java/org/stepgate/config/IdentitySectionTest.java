package org.stepgate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.identity.AccessKey;
import org.stepgate.identity.IdentityConfig;
import org.stepgate.identity.IdentityConfig.Anonymous;
import org.stepgate.identity.IssuerConfig;
import org.stepgate.identity.JwsAlgorithm;
import org.stepgate.identity.LoginConfig;

class IdentitySectionTest {
  private static final String ISSUER =
      """
      identity:
        issuers:
          - url: https://issuer.example
            audiences: [stepgate]
      """;

  @Test
  void read_takesEachKey() {
    IdentityConfig config =
        read("""
        identity:
          issuers:
            - url: http://127.0.0.1:9000/realm
              audiences: [a, b]
              algorithms: [ES384, EdDSA]
              token-types: [JWT, none]
              subject-claim: oid
              groups-claim: /realm_access/roles
              scopes-claim: scp
              claims: [email]
              token-age-max: 5m
              jwks-file: ${config}/keys.json
            - url: https://issuer.example
              audiences: [c]
          anonymous: loopback
          resource: https://stepgate.example.com
          clock-skew: 5m
          stale-keys: 2h
          login:
            issuer: https://issuer.example
            client-id: stepgate
            client-secret-file: ${config}/secrets/client
            scopes: [openid, profile]
            session: 8h
        """)
            .identity();

    assertThat(config)
        .isEqualTo(
            new IdentityConfig(
                List.of(
                    new IssuerConfig(
                        "http://127.0.0.1:9000/realm",
                        List.of("a", "b"),
                        Set.of(JwsAlgorithm.ES384, JwsAlgorithm.EDDSA),
                        Set.of("jwt", "none"),
                        new IssuerConfig.Claims(
                            "oid", "/realm_access/roles", "scp", List.of("email")),
                        Duration.ofMinutes(5),
                        Path.of("/etc/stepgate/keys.json")),
                    IssuerConfig.of("https://issuer.example", "c")),
                Anonymous.LOOPBACK,
                URI.create("https://stepgate.example.com"),
                Duration.ofMinutes(5),
                Duration.ofHours(2),
                new LoginConfig(
                    "https://issuer.example",
                    "stepgate",
                    Optional.of(new AccessKey.Secret.File(Path.of("/etc/stepgate/secrets/client"))),
                    List.of("openid", "profile"),
                    Duration.ofHours(8))));
  }

  @Test
  void anonymous_dependsOnWhetherThereAreIssuers() {
    assertThat(read("# nothing").identity().anonymous()).isEqualTo(Anonymous.LOOPBACK);
    assertThat(read(ISSUER).identity().anonymous()).isEqualTo(Anonymous.NEVER);
    assertThat(read(ISSUER + "  anonymous: loopback").identity().anonymous())
        .isEqualTo(Anonymous.LOOPBACK);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          https://issuer.example | http://issuer.example | expected a URL of https
          https://issuer.example | ftp://127.0.0.1 | expected a URL of https
          https://issuer.example | https://a@issuer.example | expected a URL of https
          https://issuer.example | http://localhost/stepgate/demo | the demo issuer is for
          [stepgate] | [] | audiences is empty
          audiences: [stepgate] | algorithms: [ES256] | 'audiences' is missing
          [stepgate] | [stepgate]~algorithms: [HS256] | 'HS256' is no algorithm with a public key
          [stepgate] | [stepgate]~algorithms: [none] | 'none' is no algorithm with a public key
          [stepgate] | [stepgate]~token-types: [id+jwt] | token-types has at+jwt, jwt or none
          [stepgate] | [stepgate]~token-age-max: 0s | expected 1s to
          """)
  void issuer_ofAnotherForm_isAFault(String text, String replacement, String message) {
    String yaml = ISSUER.replace(text, replacement.replace("~", "\n      "));

    assertThat(faults(yaml)).anyMatch(fault -> fault.contains(message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          anonymous: always | expected never or loopback
          resource: https://a.example/path | expected scheme and host
          resource: https://a.example?q | expected scheme and host
          clock-skew: 301s | expected 0ms to 5m
          login: {issuer: "https://a.example", client-id: c} | not one of issuers
          login: {issuer: "https://a.example"} | 'client-id' is missing
          login: {issuer: "https://a.example", client-id: c, scopes: [profile]} | need openid
          """)
  void settings_ofAnotherForm_areFaults(String line, String message) {
    assertThat(faults("identity:\n  " + line)).anyMatch(fault -> fault.contains(message));
  }

  @Test
  void issuers_ofOneUrl_areAFault() {
    assertThat(faults(ISSUER + ISSUER.lines().skip(2).reduce("", (a, b) -> a + b + "\n")))
        .anyMatch(fault -> fault.contains("stands twice"));
  }

  @Test
  void accessKeys_ofOneOwner_areTwoAtMostAndAlike() {
    String two =
        """
        access-keys:
          - {id: A, secret-file: /s, name: deploy, groups: [release]}
          - {id: B, secret-file: /t, name: deploy, groups: [release]}
        """;

    assertThat(read(two).accessKeys())
        .extracting(AccessKey::owner)
        .containsOnly(new AccessKey.Owner("deploy", List.of("release")));
    assertThat(faults(two + "  - {id: C, secret-file: /u, name: deploy, groups: [release]}\n"))
        .anyMatch(fault -> fault.contains("more than two keys"));
    assertThat(faults(two.replace("/t, name: deploy, groups: [release]", "/t, name: deploy")))
        .anyMatch(fault -> fault.contains("differ in account, issuer or groups"));
  }

  @Test
  void t37_literalSecrets_areFaultsThatDoNotShowThem() {
    assertThat(faults("access-keys:\n  - {id: A, secret: hush, session-token: hush2}\n"))
        .anyMatch(fault -> fault.contains("unknown key 'secret'"))
        .anyMatch(fault -> fault.contains("unknown key 'session-token'"))
        .noneMatch(fault -> fault.contains("hush"));
    assertThat(
            faults(
                "tasks: {http: {connections: {shop: {headers: {X-Shop: a, authorization:"
                    + " hush}}}}}"))
        .singleElement()
        .asString()
        .contains("'authorization' is a secret")
        .doesNotContain("hush");
  }

  private static Configuration read(String yaml) {
    return ConfigurationReader.read(
        ConfigurationBundle.of(Map.of("stepgate.yaml", yaml)),
        new Directories(Path.of("/etc/stepgate"), Path.of("/var/lib/stepgate")));
  }

  private static List<String> faults(String yaml) {
    var exception = catchThrowableOfType(ConfigException.class, () -> read(yaml));
    assertThat(exception).as(yaml).isNotNull();
    return exception.faults().stream().map(Fault::message).toList();
  }
}
