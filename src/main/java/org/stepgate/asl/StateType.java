package org.stepgate.asl;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The state types and the fields that each may have.
///
/// @spec https://states-language.net/spec.html#state-type-table Amazon States Language, table of
///   state types and fields
@SuppressWarnings("ImmutableEnumChecker") // its sets are never changed
enum StateType {
  /// Does work outside.
  TASK(
      "Task",
      "InputPath OutputPath ResultPath Parameters ResultSelector TimeoutSecondsPath"
          + " HeartbeatSecondsPath",
      "Arguments Output",
      "Assign Resource Credentials Retry Catch TimeoutSeconds HeartbeatSeconds Next End"),
  /// Lets time pass.
  WAIT(
      "Wait",
      "InputPath OutputPath SecondsPath TimestampPath",
      "Output",
      "Assign Seconds Timestamp Next End"),
  /// Passes its input on.
  PASS("Pass", "InputPath OutputPath ResultPath Parameters Result", "Output", "Assign Next End"),
  /// Ends its graph.
  SUCCEED("Succeed", "InputPath OutputPath", "Output", ""),
  /// Ends the execution with an error.
  FAIL("Fail", "ErrorPath CausePath", "", "Error Cause"),
  /// Decides what comes next.
  CHOICE("Choice", "InputPath OutputPath", "Output", "Assign Choices Default"),
  /// Runs branches.
  PARALLEL(
      "Parallel",
      "InputPath OutputPath ResultPath Parameters ResultSelector",
      "Arguments Output",
      "Assign Branches Retry Catch Next End"),
  /// Runs a processor for each item.
  MAP(
      "Map",
      "InputPath OutputPath ResultPath Parameters ResultSelector ItemsPath MaxConcurrencyPath"
          + " ToleratedFailurePercentagePath ToleratedFailureCountPath",
      "Items Output",
      "Assign ItemProcessor Iterator ItemSelector ItemReader ItemBatcher ResultWriter Label"
          + " MaxConcurrency ToleratedFailurePercentage ToleratedFailureCount Retry Catch Next"
          + " End");

  private final String name;
  private final Set<String> jsonPathOnly;
  private final Set<String> jsonataOnly;
  private final Set<String> known;

  StateType(String name, String jsonPathOnly, String jsonataOnly, String both) {
    this.name = name;
    this.jsonPathOnly = words(jsonPathOnly);
    this.jsonataOnly = words(jsonataOnly);
    this.known = new HashSet<>(List.of("Type", "Comment", "QueryLanguage"));
    known.addAll(this.jsonPathOnly);
    known.addAll(this.jsonataOnly);
    known.addAll(words(both));
  }

  private static Set<String> words(String list) {
    return list.isEmpty() ? Set.of() : Set.of(list.split(" "));
  }

  /// Whether there is a type of that name.
  static boolean isType(String name) {
    return Stream.of(values()).anyMatch(type -> type.name.equals(name));
  }

  /// The type of a state; null, with a fault, when it has none.
  static @Nullable StateType of(Fields state) {
    state.require("Type");
    String wanted = state.string("Type");
    for (StateType type : values()) {
      if (type.name.equals(wanted)) {
        return type;
      }
    }
    if (wanted != null) {
      String names = Stream.of(values()).map(type -> type.name).collect(Collectors.joining(", "));
      state
          .faults()
          .schema(
              state.field("Type"),
              "The field 'Type' should have one of these values: [" + names + "]");
    }
    return null;
  }

  /// Reports the fields that a state of this type does not have in `language`.
  void checkFields(Fields state, QueryLanguage language) {
    state.refuseOthers(known);
    boolean jsonata = language == QueryLanguage.JSONATA;
    for (String field : state.names()) {
      if ((jsonata ? jsonPathOnly : jsonataOnly).contains(field)) {
        state
            .faults()
            .member(
                state.node(),
                field,
                jsonata ? QueryLanguage.jsonPathOnly(field) : QueryLanguage.jsonataOnly(field));
      }
    }
  }
}
