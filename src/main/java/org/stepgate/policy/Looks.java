package org.stepgate.policy;

import java.util.Collection;
import java.util.regex.Pattern;

/// What policies look at, found in their JSON form. What they do not look at makes no difference,
/// and is left out of questions, so that more of these are equal.
///
/// @param claims further claims of the principal
/// @param context the request
/// @param origin where an execution comes from
/// @param names the name of an execution
record Looks(boolean claims, boolean context, boolean origin, boolean names) {
  private static final Pattern CLAIMS = Pattern.compile("\"(getTag|hasTag)\"\\s*:");
  private static final Pattern CONTEXT = Pattern.compile("\"Var\"\\s*:\\s*\"context\"");
  private static final Pattern ORIGIN = Pattern.compile("\"attr\"\\s*:\\s*\"(route|requester)\"");
  private static final Pattern NAMES = Pattern.compile("\"type\"\\s*:\\s*\"Stepgate::Execution\"");

  /// What the policies look at.
  ///
  /// @param policies each as JSON
  static Looks of(Collection<String> policies) {
    return new Looks(
        any(policies, CLAIMS), any(policies, CONTEXT), any(policies, ORIGIN), any(policies, NAMES));
  }

  private static boolean any(Collection<String> policies, Pattern pattern) {
    return policies.stream().anyMatch(policy -> pattern.matcher(policy).find());
  }

  /// The question without what makes no difference.
  Question reduced(Question question) {
    Question reduced = question;
    if (!claims) {
      reduced = reduced.withoutClaims();
    }
    if (!context) {
      reduced = reduced.withoutContext();
    }
    if (reduced.resource() instanceof Resource.Execution execution && !(names && origin)) {
      reduced =
          reduced.with(
              new Resource.Execution(
                  execution.engine(),
                  execution.machine(),
                  names ? execution.name() : "",
                  origin ? execution.origin() : null));
    }
    return reduced;
  }
}
