package org.stepgate.tasks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// Answers that stand for calls of Task states, in the format of Step Functions Local.
///
///     {"StateMachines": {"Machine": {"TestCases": {"Happy": {"State": "Answers"}}}},
///      "MockedResponses": {"Answers": {"0": {"Throw": {"Error": "E", "Cause": "c"}},
///                                      "1-2": {"Return": {"Payload": 1}}}}}
///
/// The numbers count the calls of a state within one execution from 0. A state that a test case does
/// not name is called in truth.
///
/// Immutable.
///
/// @param machines the answers by state, by test case, by machine
/// @spec https://docs.aws.amazon.com/step-functions/latest/dg/sfn-local-mock-cfg-file.html mocked
///   service integrations
public record MockFile(Map<String, Map<String, Map<String, Answers>>> machines) {
  private static final Pattern NUMBERS = Pattern.compile("(\\d{1,6})(?:-(\\d{1,6}))?");

  /// Copies the maps.
  public MockFile {
    machines = Map.copyOf(machines);
  }

  /// The answers that a state gets.
  ///
  /// @param ranges in the order of the file; they do not overlap
  public record Answers(List<Range> ranges) {
    /// Copies the list.
    public Answers {
      ranges = List.copyOf(ranges);
    }

    /// The answer to a call.
    ///
    /// @param number 0 for the state's first call in an execution
    Optional<TaskOutcome> answer(int number) {
      return ranges.stream()
          .filter(range -> range.first() <= number && number <= range.last())
          .map(Range::outcome)
          .findFirst();
    }
  }

  /// The answer to some calls.
  ///
  /// @param first the number of the first of them
  /// @param last the number of the last of them, not less than `first`
  public record Range(int first, int last, TaskOutcome outcome) {}

  /// The answers for a state; empty when the state is to be called in truth.
  Optional<Answers> answers(String machine, String testCase, String state) {
    return Optional.ofNullable(machines.get(machine))
        .map(cases -> cases.get(testCase))
        .map(states -> states.get(state));
  }

  /// True when the file has that test case for that machine.
  public boolean has(String machine, String testCase) {
    return machines.getOrDefault(machine, Map.of()).containsKey(testCase);
  }

  /// Reads a file.
  ///
  /// @throws IllegalArgumentException when it is not of this format; the message says where
  public static MockFile parse(String text) {
    try {
      return new Parser(object(JsonReader.read(text, JsonLimits.NETWORK), "the file")).parse();
    } catch (JsonException e) {
      throw new IllegalArgumentException(e.position() + ": " + e.getMessage(), e);
    }
  }

  private static JsonObject object(@Nullable JsonValue value, String place) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw new IllegalArgumentException(place + ": expected an object");
  }

  private record Parser(JsonObject file) {
    MockFile parse() {
      Map<String, Answers> responses = new LinkedHashMap<>();
      object(file.get("MockedResponses"), "MockedResponses")
          .members()
          .forEach((name, value) -> responses.put(name, answers(value, "MockedResponses." + name)));
      Map<String, Map<String, Map<String, Answers>>> machines = new LinkedHashMap<>();
      object(file.get("StateMachines"), "StateMachines")
          .members()
          .forEach((name, value) -> {
            String place = "StateMachines." + name;
            machines.put(name, cases(object(value, place), place, responses));
          });
      return new MockFile(machines);
    }

    private static Map<String, Map<String, Answers>> cases(
        JsonObject machine, String place, Map<String, Answers> responses) {
      Map<String, Map<String, Answers>> cases = new LinkedHashMap<>();
      object(machine.get("TestCases"), place + ".TestCases")
          .members()
          .forEach((name, value) ->
              cases.put(name, states(value, place + ".TestCases." + name, responses)));
      return cases;
    }

    private static Map<String, Answers> states(
        JsonValue value, String place, Map<String, Answers> responses) {
      Map<String, Answers> states = new LinkedHashMap<>();
      object(value, place)
          .members()
          .forEach((state, name) -> {
            Answers answers = name instanceof JsonString(String text) ? responses.get(text) : null;
            if (answers == null) {
              throw new IllegalArgumentException(
                  "%s.%s: expected the name of an entry of MockedResponses, got %s"
                      .formatted(place, state, TaskErrors.shortened(name.toString())));
            }
            states.put(state, answers);
          });
      return states;
    }

    private static Answers answers(JsonValue value, String place) {
      var ranges = new ArrayList<Range>();
      object(value, place)
          .members()
          .forEach((numbers, answer) -> {
            Range range = range(numbers, answer, place + "." + numbers);
            for (Range other : ranges) {
              if (range.first() <= other.last() && other.first() <= range.last()) {
                throw new IllegalArgumentException(
                    place + "." + numbers + ": another answer has these numbers too");
              }
            }
            ranges.add(range);
          });
      return new Answers(ranges);
    }

    private static Range range(String numbers, JsonValue answer, String place) {
      Matcher matcher = NUMBERS.matcher(numbers);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(place + ": expected a number or a range such as 1-2");
      }
      int first = Integer.parseInt(matcher.group(1));
      int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
      if (last < first) {
        throw new IllegalArgumentException(place + ": the range ends before it starts");
      }
      return new Range(first, last, outcome(object(answer, place), place));
    }

    private static TaskOutcome outcome(JsonObject answer, String place) {
      JsonValue result = answer.get("Return");
      JsonValue error = answer.get("Throw");
      if (answer.size() != 1 || (result == null && error == null)) {
        throw new IllegalArgumentException(place + ": expected either Return or Throw");
      }
      if (result != null) {
        return new TaskOutcome.Ended(result);
      }
      JsonObject thrown = object(error, place + ".Throw");
      String name = thrown.string("Error");
      if (name == null || name.isEmpty()) {
        throw new IllegalArgumentException(place + ".Throw: expected Error, a text");
      }
      String cause = thrown.string("Cause");
      return new TaskOutcome.Failed(name, cause == null ? "" : cause);
    }
  }
}
