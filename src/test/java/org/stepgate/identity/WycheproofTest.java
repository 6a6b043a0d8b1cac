package org.stepgate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;

/// Runs the JOSE vectors of Project Wycheproof. Every invalid one has to be refused; of the valid
/// ones those are refused that this program does not take on purpose, which each test says.
class WycheproofTest {
  private static final Path VECTORS = Path.of("../shared/corpora/wycheproof/testvectors_v1");

  /// PS384 with a key for PS256, and ES512 with one for `ES521`.
  private static final Set<String> OTHER_ALGORITHM = Set.of("Figure20", "Figure27");

  /// A vector and the group that it belongs to.
  private record Vector(JsonObject group, JsonObject test) {
    boolean isValid() {
      return "valid".equals(test.string("result"));
    }

    String name() {
      return group.string("comment") + " " + test.get("tcId") + " " + test.string("comment");
    }
  }

  private static List<Vector> vectors(String file) throws IOException {
    Path path = VECTORS.resolve(file);
    assumeTrue(Files.exists(path), "skipped: the Wycheproof vectors are not beside the project");
    var document = (JsonObject) JsonReader.read(Files.readAllBytes(path), JsonLimits.STORED);
    var vectors = new ArrayList<Vector>();
    for (JsonValue each : (JsonArray) document.get("testGroups")) {
      var group = (JsonObject) each;
      for (JsonValue test : (JsonArray) group.get("tests")) {
        vectors.add(new Vector(group, (JsonObject) test));
      }
    }
    return vectors;
  }

  /// The keys of a group: the published ones, where it has some.
  private static byte[] keys(JsonObject group) {
    var key = (JsonObject) Optional.ofNullable(group.get("public")).orElse(group.get("private"));
    JsonObject set = key.has("keys") ? key : JsonObject.of("keys", JsonArray.of(key));
    return set.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// Whether a token is taken, with whatever algorithm that its key allows. Its payload need not be
  /// one of claims.
  private static boolean accepts(JsonObject group, String jws) {
    try {
      KeySet keys = KeySet.read(keys(group));
      SignedToken token = SignedToken.read(jws);
      Optional<JwsAlgorithm> algorithm = JwsAlgorithm.of(token.algorithm());
      return algorithm.isPresent()
          && keys.find(token.keyId(), algorithm.get())
              .filter(key -> token.isSignedBy(key, algorithm.get()))
              .isPresent();
    } catch (IOException | TokenException e) {
      return false;
    }
  }

  /// Refused though valid: what is signed with a shared secret, and what is signed by another
  /// algorithm than its key names.
  @ParameterizedTest
  @CsvSource({
    "json_web_signature_test.json, 401",
    "json_web_key_test.json, 26",
    "json_web_crypto_test.json, 83"
  })
  void signatures_areAcceptedOnlyWhenValid(String file, int count) throws IOException {
    List<Vector> vectors = vectors(file);
    Set<String> wrong = new TreeSet<>();
    int accepted = 0;
    for (Vector vector : vectors) {
      String jws = vector.test().string("jws");
      boolean isAccepted = jws != null && accepts(vector.group(), jws);
      boolean expected =
          vector.isValid()
              && jws != null
              && vector.group().has("public")
              && !OTHER_ALGORITHM.contains(vector.test().string("comment"));
      accepted += isAccepted ? 1 : 0;
      if (isAccepted != expected) {
        wrong.add(vector.name() + (isAccepted ? " is accepted" : " is refused"));
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(vectors).hasSize(count);
    assertThat(accepted).isPositive();
  }

  /// All refused: no encrypted token is ever decrypted.
  @Test
  void encryptedTokens_areRefused() throws IOException {
    List<Vector> vectors = vectors("json_web_encryption_test.json");

    for (Vector vector : vectors) {
      assertThatExceptionOfType(TokenException.class)
          .as(vector.name())
          .isThrownBy(() -> SignedToken.read(vector.test().string("jwe")));
    }
    assertThat(vectors).hasSize(139);
  }

  @ParameterizedTest
  @CsvSource({
    "ecdsa_secp256r1_sha256_p1363_test.json, ES256, publicKeyJwk, 262",
    "ed25519_test.json, EDDSA, publicKeyJwk, 151",
    "rsa_pss_2048_sha256_mgf1_32_test.json, PS256, publicKeyJwk, 108",
    "rsa_signature_2048_sha256_test.json, RS256, keyJwk, 259"
  })
  void bareSignatures_holdOnlyWhenValid(
      String file, JwsAlgorithm algorithm, String keyMember, int count) throws IOException {
    List<Vector> vectors = vectors(file);
    Set<String> wrong = new TreeSet<>();
    for (Vector vector : vectors) {
      if (!(vector.group().get(keyMember) instanceof JsonObject jwk)) {
        continue; // A point that no JWK holds.
      }
      boolean holds =
          VerificationKey.read(jwk) instanceof VerificationKey.Reading.Usable(var key)
              && key.verifies(
                  algorithm,
                  HexFormat.of().parseHex(vector.test().string("msg")),
                  HexFormat.of().parseHex(vector.test().string("sig")));
      if (holds != vector.isValid() && !"acceptable".equals(vector.test().string("result"))) {
        wrong.add(vector.name() + (holds ? " holds" : " does not hold"));
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(vectors).hasSize(count);
  }
}
