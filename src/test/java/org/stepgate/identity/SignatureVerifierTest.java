package org.stepgate.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.digest.Sha256;
import org.stepgate.http.Headers;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.QueryParameters;
import org.stepgate.identity.SignatureCheck.Refused;
import org.stepgate.identity.SignatureCheck.Verified;
import org.stepgate.json.JsonValue.JsonString;

class SignatureVerifierTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final String DATE = "20260131T120000Z";
  private static final SignatureVerifier.Scope SCOPE =
      new SignatureVerifier.Scope("us-east-1", "states", true);
  private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);
  private static final String EMPTY_CREDENTIAL = "AKID/20260131/us-east-1/states/aws4_request";

  private final AccessKeys keys = new AccessKeys();
  private final SignatureVerifier verifier =
      new SignatureVerifier(keys, SCOPE, InstantSource.fixed(NOW));

  SignatureVerifierTest() {
    keys.use(List.of(key("AKID", "secret")));
  }

  private static AccessKey key(String id, String secret) {
    return AccessKey.of(id, new AccessKey.Secret.Text(secret), "123456789012");
  }

  /// A request that is signed by the key AKID with the secret `secret`, but for what a test
  /// changes.
  private static final class Signing {
    HttpRequest request =
        HttpRequest.of("POST", "/")
            .withHeader("host", "127.0.0.1:8080")
            .withHeader("x-amz-date", DATE)
            .withHeader("x-amz-target", "AWSStepFunctions.ListStateMachines");
    String secret = "secret";
    String credential = EMPTY_CREDENTIAL;
    String signedHeaders = "host;x-amz-date;x-amz-target";
    byte[] body = BODY;
    @Nullable String payload;
    Instant at = NOW;

    HttpRequest signed() {
      var parts =
          new SignedRequest(credential, List.of(signedHeaders.split(";")), "", DATE, null, null);
      String hash = payload == null ? Sha256.hex(body) : payload;
      String signature =
          SdkSigner.signature(request, parts, hash, new SdkSigner.Key("AKID", secret), SCOPE, at);
      return request.withHeader(
          "authorization",
          "AWS4-HMAC-SHA256 Credential=%s, SignedHeaders=%s, Signature=%s"
              .formatted(credential, signedHeaders, signature));
    }
  }

  @Test
  void verify_ofASignedRequest_givesPrincipalAndAccount() {
    SignatureCheck check = verifier.verify(new Signing().signed(), BODY);

    assertThat(check).isInstanceOf(Verified.class);
    var verified = (Verified) check;
    assertThat(verified.account()).isEqualTo("123456789012");
    assertThat(verified.principal().issuer()).isEqualTo(SignatureVerifier.ISSUER);
    assertThat(verified.principal().subject()).isEqualTo("AKID");
    assertThat(verified.principal().claims().get("account"))
        .isEqualTo(new JsonString("123456789012"));
  }

  @Test
  void verify_withoutAuthorization_isMissing() {
    assertThat(verifier.verify(HttpRequest.of("POST", "/"), BODY)).isEqualTo(Refused.missing());
    assertThat(
            verifier.verify(
                HttpRequest.of("POST", "/").withHeader("authorization", "Bearer x"), BODY))
        .isEqualTo(Refused.missing());
  }

  @Test
  void verify_ofAnotherBody_isRefused() {
    assertThat(verifier.verify(new Signing().signed(), new byte[1]))
        .isEqualTo(Refused.otherSignature());
  }

  @Test
  void verify_ofAChangedSignedHeader_isRefused() {
    HttpRequest signed = new Signing().signed();
    Headers changed =
        signed
            .headers()
            .without("x-amz-target")
            .with("x-amz-target", "AWSStepFunctions.DeleteStateMachine");

    assertThat(verifier.verify(signed.withHeaders(changed), BODY))
        .isEqualTo(Refused.otherSignature());
  }

  @Test
  void verify_ofAnUnsignedHeader_letsItPass() {
    HttpRequest signed = new Signing().signed().withHeader("user-agent", "aws-cli");

    assertThat(verifier.verify(signed, BODY)).isInstanceOf(Verified.class);
  }

  @Test
  void verify_withAnotherSecret_isRefused() {
    var signing = new Signing();
    signing.secret = "other";

    assertThat(verifier.verify(signing.signed(), BODY)).isEqualTo(Refused.otherSignature());
  }

  @Test
  void t17_changedRequests_areRefused() {
    HttpRequest signed = new Signing().signed();
    var otherRegion = new Signing();
    otherRegion.credential = EMPTY_CREDENTIAL.replace("us-east-1", "eu-west-1");
    var otherService = new Signing();
    otherService.credential = EMPTY_CREDENTIAL.replace("states", "sqs");
    var later = new SignatureVerifier(keys, SCOPE, InstantSource.fixed(NOW.plusSeconds(301)));

    assertThat(verifier.verify(signed, "{ }".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Refused.class);
    for (String header : List.of("host", "x-amz-date", "x-amz-target")) {
      String changed = header.equals("x-amz-date") ? "20260131T120001Z" : "other";
      assertThat(
              verifier.verify(
                  signed.withHeaders(signed.headers().without(header).with(header, changed)), BODY))
          .as(header + " changed")
          .isInstanceOf(Refused.class);
      assertThat(verifier.verify(signed.withHeaders(signed.headers().without(header)), BODY))
          .as(header + " missing")
          .isInstanceOf(Refused.class);
      assertThat(verifier.verify(signed.withHeader(header, changed), BODY))
          .as(header + " twice")
          .isInstanceOf(Refused.class);
    }
    assertThat(verifier.verify(signed.withHeader("x-amz-date", DATE), BODY))
        .isInstanceOf(Refused.class);
    assertThat(verifier.verify(otherRegion.signed(), BODY)).isInstanceOf(Refused.class);
    assertThat(verifier.verify(otherService.signed(), BODY)).isInstanceOf(Refused.class);
    assertThat(later.verify(signed, BODY)).isInstanceOf(Refused.class);
  }

  @Test
  void verify_keyOfAPersonOfAnIssuer_isThatPerson() {
    var owner = new AccessKey.Owner("https://idp.example", "alice", List.of());
    keys.use(List.of(key("AKID", "secret").withOwner(owner)));

    var verified = (Verified) verifier.verify(new Signing().signed(), BODY);

    assertThat(verified.principal().issuer()).isEqualTo("https://idp.example");
    assertThat(verified.principal().subject()).isEqualTo("alice");
  }

  @Test
  void verify_withOneOfTwoKeysOfAnOwner_givesTheSamePrincipal() {
    var owner = new AccessKey.Owner("deploy", List.of("release"));
    keys.use(List.of(key("AKID", "secret").withOwner(owner), key("NEXT", "new").withOwner(owner)));
    var next = new Signing();
    next.secret = "new";
    next.credential = EMPTY_CREDENTIAL.replace("AKID", "NEXT");

    var first = (Verified) verifier.verify(new Signing().signed(), BODY);
    var second = (Verified) verifier.verify(next.signed(), BODY);

    assertThat(second.principal()).isEqualTo(first.principal());
    assertThat(first.principal().subject()).isEqualTo("deploy");
    assertThat(first.principal().groups()).containsExactly("release");
    assertThat(second.proof().signature()).isNotEqualTo(first.proof().signature());
    assertThat(first.proof().until()).isEqualTo(NOW.plusSeconds(300));
  }

  @Test
  void t18_anotherUnsignedHeader_isTheSameCall() {
    HttpRequest signed = new Signing().signed();
    var proofs = new ArrayList<String>();
    for (var id : List.of("", "5a2d", "91c0")) {
      HttpRequest request = id.isEmpty() ? signed : signed.withHeader("amz-sdk-invocation-id", id);
      proofs.add(((Verified) verifier.verify(request, BODY)).proof().signature());
    }

    assertThat(proofs).allMatch(proof -> proof.matches("[0-9a-f]{64}"));
    assertThat(Set.copyOf(proofs)).hasSize(1);
  }

  @Test
  void t18_callsWithSignedIds_areToldApart() {
    var proofs = new ArrayList<String>();
    for (var id : List.of("5a2d", "5a2d", "91c0")) {
      var signing = new Signing();
      signing.request = signing.request.withHeader("amz-sdk-invocation-id", id);
      signing.signedHeaders = "amz-sdk-invocation-id;host;x-amz-date;x-amz-target";
      proofs.add(((Verified) verifier.verify(signing.signed(), BODY)).proof().signature());
    }

    assertThat(proofs.get(1)).isEqualTo(proofs.get(0));
    assertThat(Set.copyOf(proofs)).hasSize(2);
  }

  @Test
  void verify_withAnUnknownKey_isUnrecognized() {
    keys.use(List.of(key("OTHER", "secret")));

    assertThat(verifier.verify(new Signing().signed(), BODY)).isEqualTo(Refused.unrecognized());
  }

  @ParameterizedTest
  @CsvSource({"-300,true", "-301,false", "300,true", "301,false", "0,true"})
  void verify_allowsFiveMinutesOfSkew(long seconds, boolean good) {
    var later = new SignatureVerifier(keys, SCOPE, InstantSource.fixed(NOW.plusSeconds(seconds)));

    SignatureCheck check = later.verify(new Signing().signed(), BODY);

    assertThat(check instanceof Verified).isEqualTo(good);
  }

  @Test
  void verify_ofAnOldRequest_saysHowOld() {
    var later =
        new SignatureVerifier(keys, SCOPE, InstantSource.fixed(NOW.plus(Duration.ofMinutes(6))));
    var earlier =
        new SignatureVerifier(keys, SCOPE, InstantSource.fixed(NOW.minus(Duration.ofMinutes(6))));

    assertThat(later.verify(new Signing().signed(), BODY))
        .isEqualTo(
            Refused.invalid(
                "Signature expired: 20260131T120000Z is now earlier than 20260131T120100Z"
                    + " (20260131T120600Z - 5 min.)"));
    assertThat(earlier.verify(new Signing().signed(), BODY))
        .isEqualTo(
            Refused.invalid(
                "Signature not yet current: 20260131T120000Z is still later than 20260131T115900Z"
                    + " (20260131T115400Z + 5 min.)"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          AKID/20260131/eu-west-1/states/aws4_request | Credential should be scoped to a valid region.
          AKID/20260131/us-east-1/sqs/aws4_request    | Credential should be scoped to correct service: 'states'.
          AKID/20260131/us-east-1/states/aws3_request | Credential should be scoped with a valid terminator: 'aws4_request', not 'aws3_request'.
          AKID/20260130/us-east-1/states/aws4_request | Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20260130' != '20260131', from '20260131T120000Z'.
          """)
  void verify_ofAnotherScope_isInvalid(String credential, String message) {
    var signing = new Signing();
    signing.credential = credential;

    assertThat(verifier.verify(signing.signed(), BODY)).isEqualTo(Refused.invalid(message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host | IncompleteSignatureException
          AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=1 | IncompleteSignatureException
          AWS4-HMAC-SHA256 nonsense | IncompleteSignatureException
          AWS4-HMAC-SHA256 Credential=a, Credential=b, SignedHeaders=host, Signature=1 | IncompleteSignatureException
          AWS4-HMAC-SHA1 Credential=a | IncompleteSignatureException
          AWS4-HMAC-SHA256 | IncompleteSignatureException
          Basic dGVzdDp0ZXN0 | MissingAuthenticationTokenException
          """)
  void verify_ofAMalformedHeader_namesTheFault(String authorization, String code) {
    var request =
        HttpRequest.of("POST", "/")
            .withHeader("x-amz-date", DATE)
            .withHeader("authorization", authorization);

    assertThat(((Refused) verifier.verify(request, BODY)).code()).isEqualTo(code);
  }

  @Test
  void verify_ofTwoAuthorizations_isIncomplete() {
    HttpRequest twice = new Signing().signed();
    twice = twice.withHeader("authorization", twice.headers().first("authorization").orElseThrow());

    assertThat(((Refused) verifier.verify(twice, BODY)).code())
        .isEqualTo("IncompleteSignatureException");
  }

  @Test
  void verify_ofTwoDates_isIncomplete() {
    HttpRequest twice = new Signing().signed().withHeader("x-amz-date", DATE);

    assertThat(((Refused) verifier.verify(twice, BODY)).message())
        .startsWith("Date must be in ISO-8601 'basic format'.");
  }

  @ParameterizedTest
  @CsvSource({"x-amz-date;x-amz-target", "host;x-amz-date", "host;x-amz-target"})
  void verify_ofASignatureThatLeavesSomethingOut_isInvalid(String signedHeaders) {
    var signing = new Signing();
    signing.signedHeaders = signedHeaders;

    assertThat(((Refused) verifier.verify(signing.signed(), BODY)).code())
        .isEqualTo("InvalidSignatureException");
  }

  @Test
  void verify_ofAnUnsignedPayload_countsAnyBody() {
    var signing = new Signing();
    signing.request = signing.request.withHeader("x-amz-content-sha256", "UNSIGNED-PAYLOAD");
    signing.signedHeaders = "host;x-amz-content-sha256;x-amz-date;x-amz-target";
    signing.payload = "UNSIGNED-PAYLOAD";

    var verified = (Verified) verifier.verify(signing.signed(), new byte[9]);
    assertThat(verified.proof().coversBody()).isFalse();
    assertThat(((Verified) verifier.verify(new Signing().signed(), BODY)).proof().coversBody())
        .isTrue();
  }

  @Test
  void verify_ofANamedPayloadHash_comparesIt() {
    var signing = new Signing();
    signing.request = signing.request.withHeader("x-amz-content-sha256", Sha256.hex(BODY));
    signing.signedHeaders = "host;x-amz-content-sha256;x-amz-date;x-amz-target";

    assertThat(verifier.verify(signing.signed(), BODY)).isInstanceOf(Verified.class);
    assertThat(verifier.verify(signing.signed(), new byte[9])).isEqualTo(Refused.otherSignature());
  }

  @Test
  void verify_withASessionToken_requiresThatOne() {
    keys.use(
        List.of(
            AccessKey.of("AKID", new AccessKey.Secret.Text("secret"), "123456789012")
                .withSessionToken(new AccessKey.Secret.Text("token"))));
    var with = new Signing();
    with.request = with.request.withHeader("x-amz-security-token", "token");
    with.signedHeaders = "host;x-amz-date;x-amz-security-token;x-amz-target";
    var other = new Signing();
    other.request = other.request.withHeader("x-amz-security-token", "other");
    other.signedHeaders = with.signedHeaders;

    assertThat(verifier.verify(with.signed(), BODY)).isInstanceOf(Verified.class);
    assertThat(verifier.verify(other.signed(), BODY)).isEqualTo(Refused.unrecognized());
    assertThat(verifier.verify(new Signing().signed(), BODY)).isEqualTo(Refused.unrecognized());
  }

  @Test
  void verify_withATokenThatTheKeyHasNot_isUnrecognized() {
    var with = new Signing();
    with.request = with.request.withHeader("x-amz-security-token", "token");
    with.signedHeaders = "host;x-amz-date;x-amz-security-token;x-amz-target";

    assertThat(verifier.verify(with.signed(), BODY)).isEqualTo(Refused.unrecognized());
  }

  @ParameterizedTest
  @CsvSource({"0,true", "60,true", "61,false", "-301,false"})
  void verify_ofAPresignedRequest_holdsUntilItExpires(long seconds, boolean good) {
    var later = new SignatureVerifier(keys, SCOPE, InstantSource.fixed(NOW.plusSeconds(seconds)));

    assertThat(later.verify(presigned("60"), BODY) instanceof Verified).isEqualTo(good);
  }

  @ParameterizedTest
  @CsvSource({"0", "604801", "soon", "''"})
  void verify_ofAPresignedRequestThatExpiresNever_isIncomplete(String expires) {
    assertThat(((Refused) verifier.verify(presigned(expires), BODY)).code())
        .isEqualTo("IncompleteSignatureException");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "899, 899", "900, 900", "901, 900", "604800, 900"})
  void t18_presignedRequest_holdsForFifteenMinutesAtMost(String expires, long held) {
    HttpRequest request = presigned(expires);
    var last = new SignatureVerifier(keys, SCOPE, InstantSource.fixed(NOW.plusSeconds(held)));
    var late = new SignatureVerifier(keys, SCOPE, InstantSource.fixed(NOW.plusSeconds(held + 1)));

    var verified = (Verified) last.verify(request, BODY);
    assertThat(verified.proof().until()).isEqualTo(NOW.plusSeconds(held));
    assertThat(((Refused) late.verify(request, BODY)).message()).startsWith("Signature expired");
  }

  private static HttpRequest presigned(String expires) {
    String query =
        "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential="
            + EMPTY_CREDENTIAL.replace("/", "%2F")
            + "&X-Amz-Date="
            + DATE
            + "&X-Amz-Expires="
            + expires
            + "&X-Amz-SignedHeaders=host";
    var request = HttpRequest.of("POST", "/?" + query).withHeader("host", "h");
    var parts = new SignedRequest(EMPTY_CREDENTIAL, List.of("host"), "", DATE, null, expires);
    String signature =
        SdkSigner.signature(
            request, parts, Sha256.hex(BODY), new SdkSigner.Key("AKID", "secret"), SCOPE, NOW);
    String whole = query + "&X-Amz-Signature=" + signature;
    return new HttpRequest(
        "POST",
        "/",
        "/?" + whole,
        QueryParameters.parse(whole),
        request.headers(),
        "",
        "http",
        "h",
        request.body());
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1,true", "::1,true", "'',true", "192.0.2.1,false"})
  void verify_withADemonstrationKey_isForThisHostOnly(String address, boolean good) {
    keys.use(AccessKeys.demonstration());
    var signing = new Signing();
    signing.credential = "test/20260131/us-east-1/states/aws4_request";
    signing.secret = "test";
    HttpRequest signed = signing.signed();
    var from =
        new HttpRequest(
            signed.method(),
            signed.path(),
            signed.rawUri(),
            signed.query(),
            signed.headers(),
            address,
            signed.scheme(),
            signed.host(),
            signed.body());

    assertThat(verifier.verify(from, BODY) instanceof Verified).isEqualTo(good);
  }

  @Test
  void verify_withASecretFile_readsItAtEachUse(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("secret");
    keys.use(List.of(AccessKey.of("AKID", new AccessKey.Secret.File(file), "123456789012")));

    assertThat(verifier.verify(new Signing().signed(), BODY)).isEqualTo(Refused.unrecognized());
    Files.writeString(file, "secret\n");
    assertThat(verifier.verify(new Signing().signed(), BODY)).isInstanceOf(Verified.class);
    Files.writeString(file, "rotated\n");
    assertThat(verifier.verify(new Signing().signed(), BODY)).isEqualTo(Refused.otherSignature());
  }

  @Test
  void toString_ofAKey_showsNoSecret() {
    assertThat(key("AKID", "hidden").toString()).contains("AKID").doesNotContain("hidden");
    assertThat(new SdkSigner.Key("AKID", "hidden").toString()).doesNotContain("hidden");
  }
}
