package org.stepgate.identity;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.QueryParameters.Parameter;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.internal.signer.CredentialScope;
import software.amazon.awssdk.http.auth.aws.internal.signer.DefaultV4RequestSigner;
import software.amazon.awssdk.http.auth.aws.internal.signer.V4Properties;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/// The signature that the AWS SDK gives a request.
///
/// Its public signers add header fields of their own before they sign, so that a request which was
/// signed without them would never match. The part below them takes a request as it is; it is not
/// meant for the public, but the version of the SDK is pinned, and the published signing tests run
/// against it with each build.
final class SdkSigner {
  private SdkSigner() {}

  /// A key pair.
  record Key(String id, String secret) {
    @Override
    public String toString() {
      return "Key[id=" + id + ", secret=****]";
    }
  }

  /// The signature over the header fields that the request names as signed, its query string but
  /// the signature itself, and the body by `payloadHash`; 64 hexadecimal digits.
  static String signature(
      HttpRequest request,
      SignedRequest signed,
      String payloadHash,
      Key key,
      SignatureVerifier.Scope scope,
      Instant signedAt) {
    var credentials = AwsCredentialsIdentity.create(key.id(), key.secret());
    var properties =
        V4Properties.builder()
            .credentials(credentials)
            .credentialScope(new CredentialScope(scope.region(), scope.service(), signedAt))
            .signingClock(Clock.fixed(signedAt, ZoneOffset.UTC))
            .doubleUrlEncode(true)
            .normalizePath(scope.normalizePath())
            .build();
    return new DefaultV4RequestSigner(properties, payloadHash)
        .sign(sdkRequest(request, signed))
        .getSignature();
  }

  private static SdkHttpRequest.Builder sdkRequest(HttpRequest request, SignedRequest signed) {
    int mark = request.rawUri().indexOf('?');
    var copy =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(request.method()))
            .protocol(request.scheme())
            .host("localhost")
            .encodedPath(mark < 0 ? request.rawUri() : request.rawUri().substring(0, mark));
    for (String name : signed.signedHeaders()) {
      for (String value : request.headers().all(name)) {
        copy.appendHeader(name, value);
      }
    }
    for (Parameter parameter : request.query().parameters()) {
      if (!parameter.name().equals(SignedRequest.SIGNATURE_PARAMETER)) {
        copy.appendRawQueryParameter(parameter.name(), parameter.value());
      }
    }
    return copy;
  }
}
