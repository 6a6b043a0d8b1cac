package org.stepgate.identity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.QueryParameters.Parameter;

/// What a request says about its own signature, in the `Authorization` header or, presigned, in the
/// query string.
///
/// @param credential `KEY/DATE/REGION/SERVICE/aws4_request`
/// @param signedHeaders names of the header fields that the signature covers
/// @param signature 64 hexadecimal digits, when it is right
/// @param date when it was signed, as the request writes it
/// @param sessionToken the session token, null when there is none
/// @param expiresSeconds how long a presigned request holds; null for one that is not
/// @spec https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
record SignedRequest(
    String credential,
    List<String> signedHeaders,
    String signature,
    String date,
    @Nullable String sessionToken,
    @Nullable String expiresSeconds) {
  static final String ALGORITHM = "AWS4-HMAC-SHA256";
  static final String SIGNATURE_PARAMETER = "X-Amz-Signature";
  private static final String AUTHORIZATION = "authorization";
  private static final String DATE_HEADER = "x-amz-date";

  /// What was found.
  sealed interface Reading {
    record Signed(SignedRequest request) implements Reading {}

    record Unusable(SignatureCheck.Refused refusal) implements Reading {}
  }

  SignedRequest {
    signedHeaders = List.copyOf(signedHeaders);
  }

  boolean presigned() {
    return expiresSeconds != null;
  }

  static Reading read(HttpRequest request) {
    List<String> headers = request.headers().all(AUTHORIZATION);
    if (headers.size() == 1) {
      return byHeader(request, headers.getFirst());
    }
    if (headers.size() > 1) {
      return incomplete("The request has more than one Authorization header.");
    }
    return request.query().first("X-Amz-Algorithm").isPresent()
        ? byQuery(request)
        : new Reading.Unusable(SignatureCheck.Refused.missing());
  }

  private static Reading byHeader(HttpRequest request, String authorization) {
    int blank = authorization.indexOf(' ');
    String scheme = blank < 0 ? authorization : authorization.substring(0, blank);
    if (!scheme.equals(ALGORITHM)) {
      return new Reading.Unusable(
          scheme.startsWith("AWS4-")
              ? SignatureCheck.Refused.incomplete("Unsupported AWS 'algorithm': '" + scheme + "'.")
              : SignatureCheck.Refused.missing());
    }
    var parts = new LinkedHashMap<String, String>();
    for (String part : authorization.substring(scheme.length()).split(",", -1)) {
      String pair = part.strip();
      int equals = pair.indexOf('=');
      if (equals < 0) {
        return incomplete(
            "'"
                + pair
                + "' not a valid key=value pair (missing equal-sign) in Authorization header: '"
                + authorization
                + "'.");
      }
      if (parts.put(pair.substring(0, equals), pair.substring(equals + 1)) != null) {
        return incomplete("Authorization header names a parameter twice.");
      }
    }
    return byHeader(request, parts, authorization);
  }

  private static Reading byHeader(
      HttpRequest request, Map<String, String> parts, String authorization) {
    String date =
        request.headers().joined(DATE_HEADER).or(() -> request.headers().joined("date")).orElse("");
    String credential = parts.getOrDefault("Credential", "");
    String signature = parts.getOrDefault("Signature", "");
    String signedHeaders = parts.getOrDefault("SignedHeaders", "");
    var faults = new ArrayList<String>();
    requireParameter(faults, "Credential", credential);
    requireParameter(faults, "Signature", signature);
    requireParameter(faults, "SignedHeaders", signedHeaders);
    if (date.isEmpty()) {
      faults.add(
          "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
    }
    if (!faults.isEmpty()) {
      return incomplete(String.join(" ", faults) + " Authorization=" + authorization);
    }
    return new Reading.Signed(
        new SignedRequest(
            credential,
            List.of(signedHeaders.split(";")),
            signature,
            date,
            request.headers().joined("x-amz-security-token").orElse(null),
            null));
  }

  private static void requireParameter(List<String> faults, String name, String value) {
    if (value.isEmpty()) {
      faults.add("Authorization header requires '" + name + "' parameter.");
    }
  }

  private static Reading byQuery(HttpRequest request) {
    var parts = new LinkedHashMap<String, String>();
    for (Parameter parameter : request.query().parameters()) {
      if (parameter.name().startsWith("X-Amz-")
          && parts.put(parameter.name(), parameter.value()) != null) {
        return incomplete("AWS query-string parameter '" + parameter.name() + "' stands twice.");
      }
    }
    String algorithm = parts.getOrDefault("X-Amz-Algorithm", "");
    if (!algorithm.equals(ALGORITHM)) {
      return incomplete("Unsupported AWS 'algorithm': '" + algorithm + "'.");
    }
    for (var name :
        List.of(
            "X-Amz-Credential",
            SIGNATURE_PARAMETER,
            "X-Amz-SignedHeaders",
            "X-Amz-Date",
            "X-Amz-Expires")) {
      if (parts.getOrDefault(name, "").isEmpty()) {
        return incomplete(
            "AWS query-string parameters must include '"
                + name
                + "'. Re-examine the query-string parameters.");
      }
    }
    return new Reading.Signed(
        new SignedRequest(
            parts.getOrDefault("X-Amz-Credential", ""),
            List.of(parts.getOrDefault("X-Amz-SignedHeaders", "").split(";")),
            parts.getOrDefault(SIGNATURE_PARAMETER, ""),
            parts.getOrDefault("X-Amz-Date", ""),
            parts.get("X-Amz-Security-Token"),
            parts.get("X-Amz-Expires")));
  }

  private static Reading incomplete(String message) {
    return new Reading.Unusable(SignatureCheck.Refused.incomplete(message));
  }
}
