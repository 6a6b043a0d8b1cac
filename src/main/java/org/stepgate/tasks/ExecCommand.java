package org.stepgate.tasks;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// A command that definitions may run by its name.
///
/// @param argv absolute path of the program, and its arguments; no shell sees them. `{name}` stands
///   for a value of the call when `name` is one of `parameters`, else for itself.
/// @param parameters the arguments that a call has to give, each used in `argv`
/// @param environment all variables that the command sees
/// @param workingDirectory where it runs; absolute
/// @param limits what a run may take
public record ExecCommand(
    List<String> argv,
    List<String> parameters,
    ExecEnvironment environment,
    Path workingDirectory,
    ExecLimits limits) {
  private static final Pattern PARAMETER = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

  /// Copies the lists and checks what the other components promise.
  public ExecCommand {
    argv = List.copyOf(argv);
    parameters = List.copyOf(parameters);
    if (argv.isEmpty() || !argv.getFirst().startsWith("/")) {
      throw new IllegalArgumentException("a command starts with the absolute path of a program");
    }
    if (argv.stream().anyMatch(element -> element.indexOf('\0') >= 0)) {
      throw new IllegalArgumentException("a command has no NUL");
    }
    if (!workingDirectory.isAbsolute()) {
      throw new IllegalArgumentException("the working directory of a command is absolute");
    }
    for (String parameter : parameters) {
      if (!PARAMETER.matcher(parameter).matches()) {
        throw new IllegalArgumentException(
            "'%s' cannot be the name of a command's parameter".formatted(parameter));
      }
      String placeholder = placeholder(parameter);
      if (argv.stream().skip(1).noneMatch(element -> element.contains(placeholder))) {
        throw new IllegalArgumentException(
            "the command does not use its parameter '%s': expected %s in an argument"
                .formatted(parameter, placeholder));
      }
    }
  }

  /// A command without parameters and environment that runs in `/` within the default limits.
  public static ExecCommand of(String... argv) {
    return new ExecCommand(
        List.of(argv), List.of(), ExecEnvironment.empty(), Path.of("/"), ExecLimits.defaults());
  }

  static String placeholder(String parameter) {
    return "{" + parameter + "}";
  }
}
