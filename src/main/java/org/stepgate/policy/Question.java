package org.stepgate.policy;

import java.util.List;
import java.util.TreeSet;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.principal.Principal;

/// What is asked, as far as the answer depends on it: questions that are equal have the same answer
/// under the same policies.
///
/// @param issuer the principal's issuer
/// @param subject the principal's subject
/// @param groups its groups, sorted
/// @param scopes its scopes, sorted
/// @param claims its claims; empty when no policy looks at them
/// @param action what it wants to do
/// @param resource what with
/// @param sourceAddress where it is; empty when unknown, or when no policy looks at it
record Question(
    String issuer,
    String subject,
    List<String> groups,
    List<String> scopes,
    JsonObject claims,
    Action action,
    Resource resource,
    String sourceAddress) {
  /// The question, with all that is known.
  static Question of(Principal principal, Action action, Resource resource, Context context) {
    return new Question(
        principal.issuer(),
        principal.subject(),
        principal.groups(),
        principal.scopes(),
        principal.claims(),
        action,
        resource,
        context.sourceAddress());
  }

  /// The texts in a list, sorted.
  static List<String> texts(JsonArray list) {
    var texts = new TreeSet<String>();
    for (JsonValue each : list) {
      if (each instanceof JsonString(String text)) {
        texts.add(text);
      }
    }
    return List.copyOf(texts);
  }

  Question withoutClaims() {
    return new Question(
        issuer, subject, groups, scopes, JsonObject.EMPTY, action, resource, sourceAddress);
  }

  Question withoutContext() {
    return new Question(issuer, subject, groups, scopes, claims, action, resource, "");
  }

  Question with(Resource other) {
    return new Question(issuer, subject, groups, scopes, claims, action, other, sourceAddress);
  }
}
