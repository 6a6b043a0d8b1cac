package org.stepgate.asl;

/// The language of the expressions of a machine or a state.
enum QueryLanguage {
  /// Paths, templates and intrinsic functions.
  JSON_PATH,
  /// JSONata expressions.
  JSONATA;

  private static final String FIELD = "QueryLanguage";
  private static final String JSON_PATH_NAME = "JSONPath";
  private static final String JSONATA_NAME = "JSONata";

  /// The language of a machine.
  static QueryLanguage ofMachine(Fields machine) {
    return read(machine, JSON_PATH);
  }

  /// The language of a state of a machine in the language `ofMachine`.
  static QueryLanguage ofState(Fields state, QueryLanguage ofMachine) {
    if (!state.has(FIELD)) {
      return ofMachine;
    }
    if (ofMachine == JSONATA) {
      if (JSON_PATH_NAME.equals(state.string(FIELD))) {
        state
            .faults()
            .member(
                state.node(),
                FIELD,
                "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state"
                    + " machine");
      }
      return JSONATA;
    }
    return read(state, ofMachine);
  }

  /// The fault of a field of JSONata in a state that is in JSONPath.
  static String jsonataOnly(String field) {
    return wrongLanguage(field, JSON_PATH_NAME, JSONATA_NAME);
  }

  /// The fault of a field of JSONPath in a state that is in JSONata.
  static String jsonPathOnly(String field) {
    return wrongLanguage(field, JSONATA_NAME, JSON_PATH_NAME);
  }

  private static String wrongLanguage(String field, String language, String needed) {
    return "The QueryLanguage is set to '%s', but field '%s' is only supported for the '%s' QueryLanguage"
        .formatted(language, field, needed);
  }

  private static QueryLanguage read(Fields fields, QueryLanguage otherwise) {
    String name = fields.oneOf(FIELD, JSON_PATH_NAME, JSONATA_NAME);
    return JSONATA_NAME.equals(name) ? JSONATA : otherwise;
  }
}
