package org.stepgate.asl;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;

/// A compiled JSONata expression with bounds on what an evaluation may do. It comes from whoever
/// deploys a machine or a route, but its data come from anywhere, so no data may make it hang or
/// fill the memory.
///
/// Compiled once, evaluated any number of times, by any number of threads at once. An evaluation
/// starts no thread and leaves nothing behind. It needs about 1 KiB of stack for each of
/// [JsonataLimits#depth]; where the thread has less, it fails in the same way, only sooner.
///
/// Differences from the reference: `$eval` and functions in place of regular expressions are
/// refused, as are results that hold functions; regular expressions are those of Java; times
/// without a zone are in UTC.
///
/// @spec https://docs.jsonata.org/overview JSONata
public final class JsonataExpression {
  private static final int MAX_CAUSE = 1_000;

  private final String source;
  private final JsonataLimits limits;
  private final JsonataShape shape;
  private final Set<String> names;
  private final Set<String> bound;
  private final Set<String> ofStates;
  private final Jsonata compiled;

  private JsonataExpression(
      String source, JsonataLimits limits, JsonataScanner.Scanned scanned, Jsonata compiled) {
    this.source = source;
    this.limits = limits;
    this.shape = scanned.shape();
    this.names = scanned.names();
    this.bound = scanned.bound();
    this.ofStates = scanned.ofStates();
    this.compiled = compiled;
  }

  /// Compiles an expression, without the `{%` and `%}` of a definition.
  ///
  /// @throws JsonataException when it is no expression, or exceeds [JsonataLimits]
  public static JsonataExpression parse(String source, JsonataLimits limits) {
    JsonataScanner.Scanned scanned = JsonataScanner.scan(source, limits);
    Jsonata compiled = compile(scanned.source(), source);
    compiled.setValidateInput(false);
    compiled.setOutputConvertNulls(false);
    for (JsonataFunction function : JsonataFunctions.ALL) {
      compiled.registerFunction(function.name(), function);
    }
    for (JsonataScanner.Regex regex : scanned.regexes()) {
      compiled.registerFunction(regex.variable(), new JsonataRegex(regex.pattern()));
    }
    return new JsonataExpression(source, limits, scanned, compiled);
  }

  private static Jsonata compile(String safe, String source) {
    try {
      return Jsonata.jsonata(safe);
    } catch (JException e) {
      int offset = Math.clamp(e.getLocation(), 0, source.length());
      throw new JsonataException(withCode(e), offset);
    } catch (RuntimeException | Error e) {
      // The parser also fails by null pointers, indexes out of range and errors of its own.
      throw new JsonataException("not a JSONata expression", source.length());
    }
  }

  /// The expression as it was given.
  public String source() {
    return source;
  }

  /// The names of the variables and functions that the expression mentions, without `$`, in the
  /// order of its text: all that it can look up, and what it binds itself.
  Set<String> names() {
    return names;
  }

  /// The names that the expression selects from `$states`; with an empty one when it uses `$states`
  /// in another way, and none when it does not use it.
  Set<String> ofStates() {
    return ofStates;
  }

  /// The names that only who evaluates it can give a value: those of [#names] that are neither
  /// built-in functions nor `states` nor bound by the expression.
  Set<String> variables() {
    var variables = new LinkedHashSet<>(names);
    variables.removeAll(bound);
    variables.removeAll(List.of("", "$", VariableNames.STATES));
    JsonataFunctions.ALL.forEach(function -> variables.remove(function.name()));
    return variables;
  }

  /// The value of the expression, or nothing when it selects nothing, which is not `null`.
  ///
  /// @param input what `$` is, null when there is nothing
  /// @param bindings values by the name of the variable, without `$`
  /// @throws EvaluationException `States.QueryEvaluationError` when the expression fails or goes
  ///   past a limit; nothing else comes out
  public Optional<JsonValue> evaluate(
      @Nullable JsonValue input,
      Map<String, JsonValue> bindings,
      JsonataSurroundings surroundings) {
    return evaluate(input, bindings, new JsonataMeter(limits, surroundings, shape));
  }

  /// Evaluates with a meter that the caller can read afterwards.
  Optional<JsonValue> evaluate(
      @Nullable JsonValue input, Map<String, JsonValue> bindings, JsonataMeter meter) {
    try {
      Jsonata.Frame frame = compiled.createFrame();
      bindings.forEach((name, value) -> frame.bind(name, JsonataValues.toLibrary(value)));
      frame.setEvaluateEntryCallback(meter);
      frame.setEvaluateExitCallback(meter);
      Object start = input == null ? null : JsonataValues.toLibrary(input);
      Object result =
          ScopedValue.where(JsonataMeter.CURRENT, meter)
              .call(() -> compiled.evaluate(start, frame));
      return result == null ? Optional.empty() : Optional.of(JsonataValues.toJson(result));
    } catch (EvaluationException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      throw explained(e, meter);
    }
  }

  JsonataMeter meter(JsonataSurroundings surroundings) {
    return new JsonataMeter(limits, surroundings, shape);
  }

  private static EvaluationException explained(Throwable fault, JsonataMeter meter) {
    EvaluationException stopped = meter.stopped();
    if (stopped != null) {
      return stopped;
    }
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case EvaluationException known -> {
          return known;
        }
        case JException known -> {
          return JsonataMeter.failure(withCode(known));
        }
        case StackOverflowError _ -> {
          return JsonataMeter.failure("the evaluation nests too deeply");
        }
        case OutOfMemoryError _ -> {
          return JsonataMeter.failure("the evaluation needs too much memory");
        }
        default -> {}
      }
    }
    String message = fault.getMessage();
    String kind = fault.getClass().getSimpleName();
    return JsonataMeter.failure(
        shortened("the expression does not apply to its data: " + kind + ": " + message));
  }

  private static String withCode(JException fault) {
    String code = fault.getError();
    boolean known = code != null && code.matches("[A-Z]\\d{4}");
    return shortened(known ? code + ": " + fault.getMessage() : String.valueOf(code));
  }

  private static String shortened(String text) {
    return text.length() <= MAX_CAUSE ? text : text.substring(0, MAX_CAUSE) + "…";
  }

  @Override
  public String toString() {
    return source;
  }
}
