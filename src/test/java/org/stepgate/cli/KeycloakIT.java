package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.site.Polling;
import org.stepgate.site.Site;
import org.stepgate.site.SiteClient.Answer;

/// Tokens of a real Keycloak through a real Lighttpd with two workers.
@Timeout(1_500)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeycloakIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /// The most that a new key is unknown for, and some time for a busy machine.
  private static final Duration ROTATION_LIMIT = Duration.ofMinutes(2);

  private Keycloak keycloak;
  private Site site;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    keycloak = Keycloak.start();
    site = Site.prepare(directory, Site.POOL, 2);
    Files.writeString(
        site.config().resolve("stepgate.yaml"),
        """
        identity:
          issuers:
            - url: %1$s
              audiences: [stepgate]
              token-types: [at+jwt, jwt]
        """
            .formatted(keycloak.url()),
        StandardOpenOption.APPEND);
    site.start();
    site.awaitAllWorkers();
  }

  @AfterAll
  void end() throws Exception {
    if (site != null) {
      site.close();
    }
    if (keycloak != null) {
      keycloak.close();
    }
  }

  private Answer me(String token) throws IOException, InterruptedException {
    return site.client().get("/stepgate/me", "Authorization", "Bearer " + token);
  }

  @Test
  void accessTokens_areBelieved_andIdTokensAreNot() throws Exception {
    var tokens = keycloak.tokens("bob");
    String access = String.valueOf(tokens.string("access_token"));
    Polling.until("the keys", LIMIT, () -> me(access).status() == 200);

    Answer known = me(access);

    assertThat(known.json().string("issuer")).isEqualTo(keycloak.url());
    assertThat(known.body())
        .contains("\"groups\":[\"release\",\"security\"]", "\"preferred_username\":\"bob\"");
    assertThat(me(String.valueOf(tokens.string("id_token"))).status()).isEqualTo(401);
    assertThat(me(String.valueOf(tokens.string("refresh_token"))).status()).isEqualTo(401);
    assertThat(site.client().get("/stepgate/me").status()).isEqualTo(401);
    assertThat(String.join("\n", site.logLines())).doesNotContain(access);
  }

  @Test
  void newKeys_areKnownWithoutARestart_andTheOldOnesWhileTheIssuerIsDown() throws Exception {
    String before = keycloak.accessToken("alice");
    Polling.until("the keys", LIMIT, () -> me(before).status() == 200);
    var workers = site.workers();
    keycloak.rotateKeys();
    String after = keycloak.accessToken("alice");
    assertThat(keyId(after)).isNotEqualTo(keyId(before));

    Polling.until("the new key", ROTATION_LIMIT, () -> me(after).status() == 200);
    assertThat(me(before).status()).isEqualTo(200);

    String fresh = keycloak.accessToken("bob");
    keycloak.stop();
    assertThat(me(fresh).json().string("issuer")).isEqualTo(keycloak.url());
    keycloak.run();
    String later = keycloak.accessToken("bob");
    Polling.until("tokens of the issuer", ROTATION_LIMIT, () -> me(later).status() == 200);
    assertThat(site.workers()).isEqualTo(workers);
  }

  private static String keyId(String token) {
    String header =
        new String(
            Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))),
            StandardCharsets.UTF_8);
    return header.replaceAll(".*\"kid\"\\s*:\\s*\"([^\"]+)\".*", "$1");
  }
}
