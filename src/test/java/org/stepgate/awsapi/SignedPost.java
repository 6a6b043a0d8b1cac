package org.stepgate.awsapi;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.stepgate.http.Body;
import org.stepgate.http.HttpRequest;
import org.stepgate.identity.AccessKeys;
import org.stepgate.identity.SignatureVerifier;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/// Requests as an AWS SDK sends them, signed with the key `test`.
final class SignedPost {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  private SignedPost() {}

  static InstantSource clock() {
    return InstantSource.fixed(NOW);
  }

  static SignatureVerifier verifier() {
    var keys = new AccessKeys();
    keys.use(AccessKeys.demonstration());
    return new SignatureVerifier(
        keys, new SignatureVerifier.Scope("us-east-1", "states", true), InstantSource.fixed(NOW));
  }

  static HttpRequest of(String target, String body) {
    return signed(plain("http", target), body, NOW, true);
  }

  /// The same, signed a second later.
  static HttpRequest later(String target, String body) {
    return signed(plain("http", target), body, NOW.plusSeconds(1), true);
  }

  /// The same, signed some seconds ago.
  static HttpRequest earlier(String target, String body) {
    return signed(plain("http", target), body, NOW.minusSeconds(3), true);
  }

  /// The same with one more header field, which is signed.
  static HttpRequest with(String target, String body, String header, String value) {
    return signed(plain("http", target).putHeader(header, value), body, NOW, true);
  }

  /// The same with a signature that holds for any content, which SDKs make for TLS only.
  static HttpRequest ofAnyContent(String target, String body) {
    return signed(plain("https", target), body, NOW, false);
  }

  private static SdkHttpRequest.Builder plain(String scheme, String target) {
    return SdkHttpRequest.builder()
        .method(SdkHttpMethod.POST)
        .uri(URI.create(scheme + "://localhost/"))
        .putHeader("X-Amz-Target", target)
        .putHeader("Content-Type", "application/x-amz-json-1.0");
  }

  private static HttpRequest signed(
      SdkHttpRequest.Builder plain, String body, Instant at, boolean withContent) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    var signed =
        AwsV4HttpSigner.create()
            .sign(sign ->
                sign.identity(AwsCredentialsIdentity.create("test", "test"))
                    .request(plain.build())
                    .payload(() -> new ByteArrayInputStream(bytes))
                    .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "states")
                    .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, withContent)
                    .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(at, ZoneOffset.UTC)))
            .request();
    var request = HttpRequest.of("POST", "/").withBody(Body.of(bytes));
    for (Map.Entry<String, List<String>> header : signed.headers().entrySet()) {
      for (String value : header.getValue()) {
        request = request.withHeader(header.getKey(), value);
      }
    }
    return request;
  }
}
