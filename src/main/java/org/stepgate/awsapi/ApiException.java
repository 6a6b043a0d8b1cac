package org.stepgate.awsapi;

import java.io.Serial;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue.JsonObject;

/// What the API answers as an error, with AWS's name and text for it.
final class ApiException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private static final String SERVICE = "com.amazonaws.swf.service.v2.model#";
  private static final String CORAL = "com.amazon.coral.service#";
  private static final String VALIDATE = "com.amazon.coral.validate#";

  /// Where the names are from that are none of this service.
  private static final Map<String, String> NAMESPACES =
      Map.ofEntries(
          Map.entry("ValidationException", VALIDATE),
          Map.entry("AccessDeniedException", CORAL),
          Map.entry("ExpiredTokenException", CORAL),
          Map.entry("IncompleteSignatureException", CORAL),
          Map.entry("InternalFailure", CORAL),
          Map.entry("InvalidSignatureException", CORAL),
          Map.entry("MissingAuthenticationTokenException", CORAL),
          Map.entry("RequestEntityTooLargeException", CORAL),
          Map.entry("SerializationException", CORAL),
          Map.entry("ServiceUnavailable", CORAL),
          Map.entry("ThrottlingException", CORAL),
          Map.entry("UnknownOperationException", CORAL),
          Map.entry("UnrecognizedClientException", CORAL));

  private final int status;
  private final String code;
  private final @Nullable String text;

  private ApiException(int status, String code, @Nullable String text) {
    super(code + ": " + text);
    this.status = status;
    this.code = code;
    this.text = text;
  }

  /// An error of the caller.
  static ApiException of(String code, String message) {
    return new ApiException(400, code, message);
  }

  static ApiException validation(String message) {
    return of("ValidationException", message);
  }

  static ApiException unknownOperation() {
    return new ApiException(400, "UnknownOperationException", null);
  }

  /// The content of the request cannot be read.
  static ApiException serialization(@Nullable String message) {
    return new ApiException(400, "SerializationException", message);
  }

  /// The signature of the request is missing or bad.
  static ApiException unauthenticated(String code, String message) {
    return new ApiException(403, code, message);
  }

  static ApiException tooLarge() {
    return new ApiException(413, "RequestEntityTooLargeException", null);
  }

  /// Too much is going on; the caller's SDK tries again.
  static ApiException throttled() {
    return new ApiException(400, "ThrottlingException", "Rate exceeded");
  }

  /// The engine cannot be reached; the caller's SDK tries again.
  static ApiException unavailable() {
    return new ApiException(
        503, "ServiceUnavailable", "The workflow engine cannot be reached at the moment.");
  }

  /// A fault of ours.
  static ApiException internal(String reference) {
    return new ApiException(
        500, "InternalFailure", "The request failed. The reference is " + reference + ".");
  }

  /// The HTTP status.
  int status() {
    return status;
  }

  /// AWS's name of the error.
  String code() {
    return code;
  }

  /// The object that tells the caller.
  JsonObject toJson() {
    return JsonObject.builder()
        .put("__type", NAMESPACES.getOrDefault(code, SERVICE) + code)
        .putIfPresent("message", text)
        .build();
  }
}
