package org.stepgate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.HttpResponse;
import org.stepgate.http.ProblemException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

class WorkflowIssuerTest {
  private static final WorkflowIdentityConfig CONFIG =
      new WorkflowIdentityConfig("https://flows.example", Duration.ofMinutes(5));
  private static final WorkflowIssuer.Request REQUEST =
      new WorkflowIssuer.Request(
          "https://aud.example", "route:r", JsonObject.of("stepgate_route", new JsonString("r")));

  @TempDir Path state;
  private Instant now = Instant.parse("2026-01-31T12:00:00Z");

  private WorkflowIssuer issuer() {
    return new WorkflowIssuer(state, () -> now);
  }

  private List<String> published(WorkflowIssuer issuer) throws Exception {
    return JWKSet.parse(issuer.jwks().toString()).getKeys().stream().map(JWK::getKeyID).toList();
  }

  private static String keyOf(String token) throws Exception {
    return JWSObject.parse(token).getHeader().getKeyID();
  }

  @Test
  void mint_token_isVerifiedByThePublishedKeys() throws Exception {
    var issuer = issuer();

    var token = JWSObject.parse(issuer.mint(CONFIG, REQUEST));

    JWK key = JWKSet.parse(issuer.jwks().toString()).getKeyByKeyId(token.getHeader().getKeyID());
    assertThat(key.isPrivate()).isFalse();
    assertThat(token.verify(new ECDSAVerifier(key.toECKey()))).isTrue();
    var claims = (JsonObject) JsonReader.read(token.getPayload().toString(), JsonLimits.NETWORK);
    assertThat(claims.toString())
        .contains(
            "\"stepgate_route\":\"r\",\"iss\":\"https://flows.example\",\"sub\":\"route:r\","
                + "\"aud\":\"https://aud.example\",\"iat\":1769860800,\"nbf\":1769860800,"
                + "\"exp\":1769861100,\"jti\":\"");
  }

  @Test
  void keys_ofAllWorkers_areTheSame() throws Exception {
    assertThat(keyOf(issuer().mint(CONFIG, REQUEST))).isEqualTo(published(issuer()).getFirst());
    assertThat(Files.getPosixFilePermissions(state.resolve("workflow-keys.json")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void rotate_newKey_isPublishedBeforeItSignsAndTheOldOneAfter() throws Exception {
    var issuer = issuer();
    String first = keyOf(issuer.mint(CONFIG, REQUEST));

    now = now.plus(Duration.ofDays(1));
    WorkflowIssuer.Rotation further = issuer().rotate();
    assertThat(further.published()).isEqualTo(2);
    assertThat(further.retired()).isEmpty();

    assertThat(published(issuer)).hasSize(2).startsWith(first);
    assertThat(keyOf(issuer.mint(CONFIG, REQUEST))).isEqualTo(first);
    now = now.plus(SigningKeys.PUBLISHED_BEFORE).minusSeconds(1);
    assertThat(keyOf(issuer.mint(CONFIG, REQUEST))).isEqualTo(first);
    now = now.plusSeconds(1);
    String second = keyOf(issuer.mint(CONFIG, REQUEST));
    assertThat(second).isNotEqualTo(first).isEqualTo(further.key());
    assertThat(published(issuer)).containsExactly(first, second);

    now = now.plus(SigningKeys.KEPT_AFTER).plusSeconds(1);
    assertThat(issuer.rotate())
        .matches(rotation -> rotation.published() == 2)
        .extracting(WorkflowIssuer.Rotation::retired)
        .isEqualTo(List.of(first));
    assertThat(published(issuer)).doesNotContain(first).startsWith(second);
  }

  @Test
  void rotate_twiceAtOnce_keepsTheKeyThatSigns() throws Exception {
    var issuer = issuer();
    String first = keyOf(issuer.mint(CONFIG, REQUEST));

    issuer.rotate();
    assertThat(issuer.rotate().published()).isEqualTo(3);

    assertThat(published(issuer)).startsWith(first);
  }

  @Test
  void mint_keysThatOthersCanRead_isRefused() throws Exception {
    issuer().mint(CONFIG, REQUEST);
    Files.setPosixFilePermissions(
        state.resolve("workflow-keys.json"), PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> issuer().mint(CONFIG, REQUEST))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("mode 0600");
  }

  @Test
  void mint_damagedKeys_isRefused() throws Exception {
    issuer().mint(CONFIG, REQUEST);
    Files.write(state.resolve("workflow-keys.json"), "{".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> issuer().mint(CONFIG, REQUEST)).hasMessageContaining("holds no keys");
  }

  @ParameterizedTest
  @CsvSource({
    "https://flows.example, true",
    "https://flows.example:8443/a, true",
    "http://127.0.0.1:8080, true",
    "http://localhost:8080, true",
    "http://flows.example, false",
    "https://flows.example/, false",
    "https://flows.example?a=b, false",
    "flows.example, false",
  })
  void config_issuer_isAnHttpsUrlOrOfThisHost(String issuer, boolean fine) {
    if (fine) {
      assertThat(new WorkflowIdentityConfig(issuer, WorkflowIdentityConfig.LIFETIME).issuer())
          .isEqualTo(issuer);
    } else {
      assertThatThrownBy(() -> new WorkflowIdentityConfig(issuer, WorkflowIdentityConfig.LIFETIME))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"59, false", "60, true", "3600, true", "3601, false"})
  void config_lifetime_isOneMinuteToOneHour(long seconds, boolean fine) {
    boolean built;
    try {
      built = new WorkflowIdentityConfig("https://a", Duration.ofSeconds(seconds)).issuer() != null;
    } catch (IllegalArgumentException e) {
      built = false;
    }

    assertThat(built).isEqualTo(fine);
  }

  @Test
  void front_documents_areOpenWhereThereIsAnIssuer() {
    var identity = new WorkflowIdentity(issuer());
    var front = new WorkflowFront(identity, _ -> HttpResponse.of(204));
    var discovery = HttpRequest.of("GET", "/.well-known/openid-configuration");

    assertThat(front.handle(discovery).status()).isEqualTo(204);
    assertThatThrownBy(() -> identity.token(REQUEST)).hasMessageContaining("workflow-identity");

    identity.use(Optional.of(CONFIG));

    assertThat(front.handle(discovery).content().toString())
        .contains(
            "\"issuer\":\"https://flows.example\","
                + "\"jwks_uri\":\"https://flows.example/.well-known/jwks.json\"");
    assertThat(front.handle(HttpRequest.of("GET", "/.well-known/jwks.json")).content().toString())
        .contains("\"kty\":\"EC\"")
        .doesNotContain("\"d\":");
    assertThat(front.handle(HttpRequest.of("GET", "/orders")).status()).isEqualTo(204);
    assertThatThrownBy(() -> front.handle(HttpRequest.of("POST", "/.well-known/jwks.json")))
        .isInstanceOfSatisfying(
            ProblemException.class, problem -> assertThat(problem.status()).isEqualTo(405));
  }
}
