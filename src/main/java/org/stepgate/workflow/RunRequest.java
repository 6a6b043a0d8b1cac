package org.stepgate.workflow;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;
import org.stepgate.principal.Principal;

/// Asks for an execution.
///
/// @param machine the name of a state machine of the configuration's account, or the ARN of a
///   machine, of a version, or of an alias, in any account; whether the caller may use another
///   account is for the transport to say. `#CASE` after it names a test case of the mock file
/// @param name the name of the execution; a name that is known starts nothing new
/// @param nameIsKey true when the name was derived from a key of the caller, so that the execution
///   has to be found again by a repeated request: it is stored from the start, also when Express
/// @param fingerprint with a key, what recognises the same request; null without
/// @param input the input
/// @param inputText the text that the input was read from, whose white space history and
///   descriptions keep; null when it was not read from a text
/// @param principal who asks
/// @param route the id of the route that asks, kept with the execution so that every later reply
///   can be mapped as the first; null when it is started by the machine's name
/// @param traceparent the W3C trace context, or the X-Ray trace header, to keep and pass on; null
///   for none
/// @param waitBudget how long to wait for its end, zero for not at all
/// @param terms who is told of its end, and how many may run
public record RunRequest(
    String machine,
    String name,
    boolean nameIsKey,
    @Nullable String fingerprint,
    JsonValue input,
    @Nullable String inputText,
    Principal principal,
    @Nullable String route,
    @Nullable String traceparent,
    Duration waitBudget,
    Terms terms) {

  /// What else an execution is started under. It is stored from the start when anybody is told, and
  /// when there are bounds and a route asks.
  ///
  /// @param tells the targets and addresses that are told of its end
  /// @param bounds how many executions of who asks may run, this one included
  public record Terms(List<String> tells, List<RunningBound> bounds) {
    /// Nobody is told, and any number may run.
    public static final Terms NONE = new Terms(List.of(), List.of());

    /// Copies the lists.
    public Terms {
      tells = List.copyOf(tells);
      bounds = List.copyOf(bounds);
    }
  }

  /// A request whose input was not read from a text, and whose end nobody is told of.
  public RunRequest(
      String machine,
      String name,
      boolean nameIsKey,
      @Nullable String fingerprint,
      JsonValue input,
      Principal principal,
      @Nullable String route,
      @Nullable String traceparent,
      Duration waitBudget) {
    this(
        machine,
        name,
        nameIsKey,
        fingerprint,
        input,
        null,
        principal,
        route,
        traceparent,
        waitBudget,
        Terms.NONE);
  }

  /// The same request, of whose end others are told.
  public RunRequest telling(List<String> targets) {
    return under(new Terms(targets, terms.bounds()));
  }

  /// The same request, which is refused when a bound is reached.
  public RunRequest within(List<RunningBound> bounds) {
    return under(new Terms(terms.tells(), bounds));
  }

  private RunRequest under(Terms others) {
    return new RunRequest(
        machine,
        name,
        nameIsKey,
        fingerprint,
        input,
        inputText,
        principal,
        route,
        traceparent,
        waitBudget,
        others);
  }
}
