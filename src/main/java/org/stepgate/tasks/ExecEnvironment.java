package org.stepgate.tasks;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The whole environment of a command, but for the variables of ours whose names start with
/// `STEPGATE_`.
///
/// @param passed names of variables that have the value they have in the worker, if it has them
/// @param fixed values of other variables, by name
/// @param tokenAudience the audience of an identity token that it gets in [#TOKEN_VARIABLE]; null
///   when it gets none
public record ExecEnvironment(
    List<String> passed,
    SequencedMap<String, ConfiguredValue> fixed,
    @Nullable String tokenAudience) {
  /// The variable that holds the identity token of a call.
  public static final String TOKEN_VARIABLE = "STEPGATE_IDENTITY_TOKEN";

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final String OURS = "STEPGATE_";

  /// Copies the collections and checks the names.
  public ExecEnvironment {
    passed = List.copyOf(passed);
    fixed = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(fixed));
    passed.forEach(ExecEnvironment::check);
    fixed.keySet().forEach(ExecEnvironment::check);
  }

  /// Variables without an identity token.
  public ExecEnvironment(List<String> passed, SequencedMap<String, ConfiguredValue> fixed) {
    this(passed, fixed, null);
  }

  /// No variables.
  public static ExecEnvironment empty() {
    return new ExecEnvironment(List.of(), new LinkedHashMap<>());
  }

  private static void check(String name) {
    if (!NAME.matcher(name).matches() || name.startsWith(OURS)) {
      throw new IllegalArgumentException(
          "'%s' cannot be the name of a command's environment variable".formatted(name));
    }
  }
}
