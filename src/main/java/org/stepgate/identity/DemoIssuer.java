package org.stepgate.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.json.JsonWriter;

/// The issuer of demonstrations: whoever can read its key, in a file of the state directory, is
/// whoever he says. Only a worker with `--demo` takes its tokens, and only from callers on its
/// host.
///
/// The key is made by the first who needs it, readable by its owner alone; of two at a time one
/// wins, and both use the winner's. Safe for any thread and process.
public final class DemoIssuer {
  /// What its tokens say in `iss`. It is the same on every host and port, so that policies can name
  /// it.
  public static final String URL = "http://localhost/stepgate/demo";

  /// What its tokens say in `aud`.
  public static final String AUDIENCE = "stepgate";

  /// The longest that a token holds.
  public static final Duration LONGEST_LIFETIME = Duration.ofDays(1);

  private static final String FILE = "demo-issuer.jwk";
  private static final String CLIENT = "stepgate-demo";
  private static final int MAX_BYTES = 4_096;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final Path file;

  /// The issuer whose key is in that directory, or will be. Nothing is read or made yet.
  public DemoIssuer(Path stateDirectory) {
    this.file = stateDirectory.resolve(FILE);
  }

  /// Whom a token is for.
  ///
  /// @param subject who calls
  /// @param groups the groups of the caller
  /// @param scopes what the token may be used for
  /// @param lifetime how long it holds, at least a second, at most a day
  public record Request(
      String subject, List<String> groups, List<String> scopes, Duration lifetime) {
    /// Checks that there is a subject, and the lifetime.
    ///
    /// @throws IllegalArgumentException when one is out of its range
    public Request {
      groups = List.copyOf(groups);
      scopes = List.copyOf(scopes);
      if (subject.isBlank()) {
        throw new IllegalArgumentException("a token needs a subject");
      }
      if (lifetime.toSeconds() < 1 || lifetime.compareTo(LONGEST_LIFETIME) > 0) {
        throw new IllegalArgumentException("a token holds for 1 second to 1 day");
      }
    }
  }

  /// Mints an access token.
  ///
  /// @throws IOException when the key can neither be read nor made
  public String mint(Request request, Instant now) throws IOException {
    ECKey key = key();
    var claims =
        JsonObject.builder()
            .put("iss", URL)
            .put("sub", request.subject())
            .put("aud", JsonArray.of(new JsonString(AUDIENCE)))
            .put("client_id", CLIENT)
            .put("iat", now.getEpochSecond())
            .put("exp", now.plus(request.lifetime()).getEpochSecond())
            .put("jti", UUID.randomUUID().toString())
            .put("groups", JsonValue.array(request.groups(), JsonString::new));
    if (!request.scopes().isEmpty()) {
      claims.put("scope", String.join(" ", request.scopes()));
    }
    var header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(new JOSEObjectType(IssuerConfig.ACCESS_TOKEN))
            .keyID(key.getKeyID())
            .build();
    try {
      var token = new JWSObject(header, new Payload(JsonWriter.write(claims.build())));
      token.sign(new ECDSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("a key on P-256 signs ES256", e);
    }
  }

  /// Its public keys, a JWK set in UTF-8.
  ///
  /// @throws IOException when the key can neither be read nor made
  byte[] jwks() throws IOException {
    return new JWKSet(key().toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
  }

  /// Its discovery document.
  ///
  /// @param at where the documents of this issuer are served, without a slash at the end
  static JsonObject discovery(String at) {
    return JsonObject.builder()
        .put("issuer", URL)
        .put("jwks_uri", at + "/jwks.json")
        .put("id_token_signing_alg_values_supported", JsonArray.of(new JsonString("ES256")))
        .put("response_types_supported", JsonArray.of(new JsonString("none")))
        .put("subject_types_supported", JsonArray.of(new JsonString("public")))
        .build();
  }

  /// How its tokens are verified.
  static IssuerConfig config() {
    return new IssuerConfig(
        URL,
        List.of(AUDIENCE),
        EnumSet.of(JwsAlgorithm.ES256),
        Set.of(IssuerConfig.ACCESS_TOKEN),
        IssuerConfig.Claims.USUAL,
        LONGEST_LIFETIME,
        null);
  }

  private ECKey key() throws IOException {
    try {
      return read();
    } catch (NoSuchFileException _) {
      make();
      return read();
    }
  }

  private ECKey read() throws IOException {
    if (!Files.getPosixFilePermissions(file).equals(OWNER_ONLY)) {
      throw new IOException(file + " must be readable by its owner alone (mode 0600)");
    }
    try (var in = Files.newInputStream(file)) {
      return ECKey.parse(new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8));
    } catch (ParseException e) {
      throw new IOException(file + " holds no key; remove it, and another one is made", e);
    }
  }

  /// Writes a key beside the file and gives it the name, unless another was faster.
  private void make() throws IOException {
    Path made =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            FILE,
            ".new",
            PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    try {
      Files.writeString(made, newKey().toJSONString());
      Files.createLink(file, made);
    } catch (FileAlreadyExistsException _) {
      // Another one has made a key meanwhile, which counts.
    } finally {
      Files.delete(made);
    }
  }

  private static ECKey newKey() {
    try {
      return new ECKeyGenerator(Curve.P_256)
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.ES256)
          .keyIDFromThumbprint(true)
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("every Java platform has P-256", e);
    }
  }
}
