package org.stepgate.policy;

import org.stepgate.json.JsonValue.JsonObject;

/// What comes of a question in the form of Amazon Verified Permissions.
public sealed interface AuthorizationAnswer {
  /// It was decided.
  ///
  /// @param content `Decision`, `ALLOW` or `DENY`; `DeterminingPolicies`, each with its `PolicyId`;
  ///   and `Errors` of policies that failed, each with its `ErrorDescription`
  record Decided(JsonObject content) implements AuthorizationAnswer {}

  /// It could not be asked.
  ///
  /// @param code `ValidationException`, or `ResourceNotFoundException` when the site has no
  ///   policies
  /// @param message why
  record Refused(String code, String message) implements AuthorizationAnswer {
    /// The request breaks the rules of the API.
    static Refused invalid(String message) {
      return new Refused("ValidationException", message);
    }
  }
}
