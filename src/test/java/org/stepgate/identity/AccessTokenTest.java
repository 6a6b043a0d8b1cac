package org.stepgate.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.http.ProblemException;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// Which access tokens are believed.
class AccessTokenTest extends IdentitiesFixture {
  @Test
  void t11_algNone_is401() {
    String payload = Base64URL.encode(claims().toString()).toString();
    for (String alg : List.of("none", "None", "NONE", "nOnE", "")) {
      String header = Base64URL.encode("{\"alg\":\"" + alg + "\",\"typ\":\"at+jwt\"}").toString();
      assertRefused(header + "." + payload + ".");
    }
    assertThat(issuer.fetches()).isLessThanOrEqualTo(1);
  }

  @Test
  void t11_hmacWithThePublicKey_is401() throws Exception {
    ECKey key = issuer.key();
    for (byte[] secret :
        List.of(
            key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8),
            key.toECPublicKey().getEncoded())) {
      String signed =
          Base64URL.encode("{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"first\"}")
              + "."
              + Base64URL.encode(claims().toString());
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      assertRefused(
          signed + "." + Base64URL.encode(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII))));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"jwk\":{}",
        "\"jku\":\"http://127.0.0.1:PORT/trap\"",
        "\"x5u\":\"http://127.0.0.1:PORT/trap\"",
        "\"x5c\":[\"a\"]",
        "\"crit\":[\"exp\"]",
        "\"crit\":[]",
        "\"b64\":false",
        "\"zip\":\"DEF\"",
        "\"kid\":{\"a\":1}",
        "\"typ\":1",
        "\"alg\":\"ES256\""
      })
  void t11_keyOrExtensionInTheHeader_is401AndFetchesNothing(String member) {
    caller(issuer.token(claims()));
    long before = issuer.asked().size();
    ECKey own = IssuerStandIn.newKey("own");
    String named =
        member
            .replace("PORT", issuer.url().replaceAll("\\D+(\\d+)/realm", "$1"))
            .replace("{}", own.toPublicJWK().toJSONString());
    String id = member.contains("kid") ? "" : ",\"kid\":\"first\"";
    String typ = member.contains("typ") ? "" : ",\"typ\":\"at+jwt\"";

    assertRefused(
        IssuerStandIn.token(own, "{\"alg\":\"ES256\"" + id + typ + "," + named + "}", claims()));

    assertThat(issuer.asked()).hasSize((int) before).doesNotContain("/trap");
  }

  @Test
  void t11_signatureOfAnotherKey_is401() {
    assertRefused(IssuerStandIn.token(IssuerStandIn.newKey("first"), claims()));
  }

  @Test
  void t12_wrongClaims_is401() {
    JsonObject good = claims();
    long now = START.getEpochSecond();
    Map<String, JsonObject> tokens =
        Map.ofEntries(
            Map.entry("other issuer", claims(c -> c.put("iss", "https://other.example"))),
            Map.entry("issuer with a slash", claims(c -> c.put("iss", issuer.url() + "/"))),
            Map.entry("no issuer", claims(c -> c.remove("iss"))),
            Map.entry(
                "issuer a list",
                claims(c -> c.put("iss", JsonValue.array(List.of(issuer.url()), JsonString::new)))),
            Map.entry("other audience", claims(c -> c.put("aud", "stepgate2"))),
            Map.entry("no audience", claims(c -> c.remove("aud"))),
            Map.entry("audience a number", claims(c -> c.put("aud", 1))),
            Map.entry("expired", claims(c -> c.put("exp", now - 30))),
            Map.entry("exp a string", claims(c -> c.put("exp", Long.toString(now + 600)))),
            Map.entry("exp missing", claims(c -> c.remove("exp"))),
            Map.entry("exp negative", claims(c -> c.put("exp", -1))),
            Map.entry("exp huge", claims(c -> c.put("exp", new JsonNumber("1e400")))),
            Map.entry("not yet", claims(c -> c.put("nbf", now + 31))),
            Map.entry("from the future", claims(c -> c.put("iat", now + 31))),
            Map.entry("no iat", claims(c -> c.remove("iat"))),
            Map.entry("no jti", claims(c -> c.remove("jti"))),
            Map.entry("no client", claims(c -> c.remove("client_id"))),
            Map.entry("no subject", claims(c -> c.remove("sub"))),
            Map.entry("subject blank", claims(c -> c.put("sub", " "))),
            Map.entry("subject of two lines", claims(c -> c.put("sub", "a\nb"))),
            Map.entry("groups a number", claims(c -> c.put("groups", 1))),
            Map.entry(
                "groups of numbers",
                claims(c -> c.put("groups", JsonValue.array(List.of(1L), JsonNumber::of)))));
    caller(issuer.token(good));

    tokens.forEach((name, claims) ->
        assertThat(refusal(issuer.token(claims)))
            .as(name)
            .isNotNull()
            .extracting(ProblemException::status)
            .isEqualTo(401));
  }

  @ParameterizedTest
  @CsvSource({"-29,0", "-30,401"})
  void exp_counsWithTheSkew(long seconds, int status) {
    String token = issuer.token(claims(c -> c.put("exp", START.getEpochSecond() + seconds)));

    ProblemException problem = refusal(token);

    assertThat(problem == null ? 0 : problem.status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"JWT", "jwt", "application/jwt", "''", "id+jwt", "logout+jwt"})
  void t12_typeOfOtherTokens_is401(String type) {
    String header =
        "{\"alg\":\"ES256\",\"kid\":\"first\""
            + (type.isEmpty() ? "" : ",\"typ\":\"" + type + "\"")
            + "}";

    assertRefused(IssuerStandIn.token(issuer.key(), header, claims()));
  }

  @ParameterizedTest
  @CsvSource({"at+jwt", "AT+JWT", "application/at+jwt"})
  void type_ofAccessTokens_isAccepted(String type) {
    String header = "{\"alg\":\"ES256\",\"kid\":\"first\",\"typ\":\"" + type + "\"}";

    assertThat(caller(IssuerStandIn.token(issuer.key(), header, claims())).subject())
        .isEqualTo("alice");
  }

  @Test
  void t12_idTokenWhereJwtIsTolerated_is401() {
    use(IssuerConfig.of(issuer.url(), "stepgate").withTokenTypes(Set.of("jwt", "none")));
    String header = "{\"alg\":\"ES256\",\"kid\":\"first\",\"typ\":\"JWT\"}";
    JsonObject access = claims(c -> c.put("typ", "Bearer").remove("client_id"));

    assertThat(caller(IssuerStandIn.token(issuer.key(), header, access)).subject())
        .isEqualTo("alice");
    for (JsonObject id :
        List.of(
            claims(c -> c.put("typ", "ID")),
            claims(c -> c.put("typ", "Refresh")),
            claims(c -> c.put("nonce", "n")),
            claims(c -> c.put("at_hash", "h")),
            claims(c -> c.remove("scope").remove("client_id")))) {
      assertRefused(IssuerStandIn.token(issuer.key(), header, id));
    }
  }

  @Test
  void t13_bombs_are401WithoutWork() {
    String jwe =
        Base64URL.encode(
                "{\"alg\":\"PBES2-HS256+A128KW\",\"enc\":\"A128GCM\",\"p2c\":2147483647,\"p2s\":\"AA\"}")
            + ".AA.AA.AA.AA";
    String deep = "[".repeat(5_000) + "]".repeat(5_000);
    caller(issuer.token(claims()));

    assertRefused(jwe);
    assertRefused(
        Base64URL.encode("{\"p2c\":2147483647,\"alg\":\"PBES2-HS256+A128KW\"}") + ".AA.AA");
    assertRefused(
        IssuerStandIn.tokenOf(
            issuer.key(),
            "{\"alg\":\"ES256\"}",
            "{\"iss\":\"" + issuer.url() + "\",\"a\":" + deep + "}"));
    assertRefused(IssuerStandIn.tokenOf(issuer.key(), "{\"alg\":" + "[".repeat(700) + "}", "{}"));
    assertRefused("a".repeat(1 << 20));
    assertRefused("a.".repeat(1 << 19));
    assertRefused(issuer.token(claims(c -> c.put("x", "y".repeat(SignedToken.MAX_CHARACTERS)))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "a.b",
        "a.b.c",
        "..",
        "a..c",
        "e30.e30.",
        "e30.e30.AA.AA",
        "e30=.e30=.AA="
      })
  void malformedTokens_are401(String token) {
    assertThat(refusal(token).status()).isEqualTo(401);
  }

  @Test
  void base64_ofOtherDigitsOrLeftOverBits_is401() {
    String token = issuer.token(claims());
    caller(token);
    char last = token.charAt(token.length() - 1);
    String others =
        "AQgw".indexOf(last) >= 0
            ? token.substring(0, token.length() - 1) + (char) (last + 1)
            : null;
    assertThat(others).as("a signature of 64 bytes leaves four bits").isNotNull();

    assertRefused(others);
    assertRefused(token + "=");
    assertRefused(token.replace('.', ' '));
    assertRefused(
        new String(
                Base64.getMimeEncoder().encode(token.getBytes(StandardCharsets.UTF_8)),
                StandardCharsets.US_ASCII)
            .replace("\r\n", ""));
  }
}
