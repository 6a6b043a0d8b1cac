package org.stepgate.tasks;

import org.stepgate.json.JsonValue.JsonObject;

/// Decides for machines that ask, by the policies of the site. Safe for many threads.
@FunctionalInterface
public interface Authorizer {
  /// There are no policies to ask.
  Authorizer NONE =
      (_, _) -> new Answer.Refused("ResourceNotFoundException", "This site has no policies.");

  /// Answers `IsAuthorized` of Amazon Verified Permissions.
  ///
  /// @param request its content, with the names of the API in pascal case
  /// @param call who asks
  /// @spec
  ///   https://docs.aws.amazon.com/verifiedpermissions/latest/apireference/API_IsAuthorized.html
  Answer isAuthorized(JsonObject request, TaskCall call);

  /// What comes of a question.
  sealed interface Answer {
    /// It was decided.
    ///
    /// @param content `Decision`, `DeterminingPolicies` and `Errors`
    record Decided(JsonObject content) implements Answer {}

    /// It could not be asked.
    ///
    /// @param code the API's name of the error
    /// @param message why
    record Refused(String code, String message) implements Answer {}
  }
}
