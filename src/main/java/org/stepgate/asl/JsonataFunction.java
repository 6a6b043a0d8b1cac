package org.stepgate.asl;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata.JFunction;
import com.dashjoin.jsonata.Utils;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A built-in function that is charged for what it is given and what it makes: the library's, or
/// one of ours in its place. Safe for use by any thread.
final class JsonataFunction extends JFunction {

  /// What the meter charges for an argument.
  enum Cost {
    /// Its characters, elements or members.
    SHALLOW,
    /// All that it holds.
    DEEP
  }

  /// What a function of ours does.
  @FunctionalInterface
  interface Body {
    /// Arguments are null when they are undefined or missing.
    @Nullable Object apply(JsonataMeter meter, Arguments arguments) throws Throwable;
  }

  /// The arguments of one call.
  ///
  /// @param values those that were given, null for an undefined one
  record Arguments(List<@Nullable Object> values) {
    @Nullable Object get(int index) {
      return index < values.size() ? values.get(index) : null;
    }

    @Nullable String text(int index) {
      return get(index) instanceof String text ? text : null;
    }

    @Nullable Number number(int index) {
      return get(index) instanceof Number number ? number : null;
    }

    /// The argument as an array, one of a single element when it is none.
    @Nullable List<?> list(int index) {
      Object value = get(index);
      return value == null ? null : value instanceof List<?> list ? list : List.of(value);
    }
  }

  private final String name;
  private final Cost cost;
  private final int parameters;
  private final @Nullable Body body;

  private JsonataFunction(
      String name, String signature, Cost cost, int parameters, @Nullable Body body) {
    // The library needs a method to tell how many parameters a function has, and prints when it
    // finds none: ours pass one that is never called.
    super(name, signature, Functions.class, null, body == null ? methodOf(name) : "exists");
    this.name = name;
    this.cost = cost;
    this.parameters = parameters;
    this.body = body;
  }

  /// The library's function of that name, charged.
  static JsonataFunction metered(String name, String signature, Cost cost) {
    return new JsonataFunction(name, signature, cost, -1, null);
  }

  /// A function of ours.
  static JsonataFunction own(String name, String signature, Cost cost, int parameters, Body body) {
    return new JsonataFunction(name, signature, cost, parameters, body);
  }

  /// A function of ours that passes on to the library's, unless the check refuses its arguments.
  static JsonataFunction checked(
      String name, String signature, Cost cost, JsonataLibraryCheck check) {
    var library = metered(name, signature, cost);
    return new JsonataFunction(
        name,
        signature,
        cost,
        library.getNumberOfArgs(),
        (meter, arguments) -> {
          check.check(meter, arguments);
          return library.callLibrary(arguments.values());
        });
  }

  /// Refuses arguments with which the library would do too much.
  @FunctionalInterface
  interface JsonataLibraryCheck {
    /// Returns when the library may be called.
    ///
    /// @throws EvaluationException when it may not
    void check(JsonataMeter meter, Arguments arguments);
  }

  String name() {
    return name;
  }

  @Override
  public int getNumberOfArgs() {
    return parameters < 0 ? super.getNumberOfArgs() : parameters;
  }

  @Override
  @SuppressWarnings({"rawtypes", "unchecked"})
  public @Nullable Object call(@Nullable Object input, List arguments) {
    JsonataMeter meter = JsonataMeter.CURRENT.get();
    meter.enterFunction();
    charge(meter, arguments);
    Object result = body == null ? super.call(input, arguments) : callOwn(meter, body, arguments);
    meter.made(result);
    meter.leaveFunction();
    return result;
  }

  private @Nullable Object callLibrary(List<@Nullable Object> arguments) {
    return super.call(null, new ArrayList<>(arguments));
  }

  private static @Nullable Object callOwn(
      JsonataMeter meter, Body body, List<@Nullable Object> arguments) {
    try {
      Object result = body.apply(meter, new Arguments(arguments));
      return result instanceof Number number && !(result instanceof JsonataNumber)
          ? Utils.convertNumber(number)
          : result;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private void charge(JsonataMeter meter, List<@Nullable Object> arguments) {
    for (Object argument : arguments) {
      if (cost == Cost.DEEP) {
        meter.lookAt(argument);
      } else if (argument instanceof String text) {
        meter.handle(text.length());
      } else if (argument instanceof List<?> list) {
        meter.handle(list.size());
      } else if (argument instanceof Map<?, ?> map) {
        meter.handle(map.size());
      }
    }
  }

  private static String methodOf(String name) {
    return switch (name) {
      case "boolean" -> "toBoolean";
      case "reduce" -> "foldLeft";
      case "assert" -> "assertFn";
      case "toMillis" -> "dateTimeToMillis";
      case "fromMillis" -> "dateTimeFromMillis";
      default -> name;
    };
  }
}
