package org.stepgate.asl;

import org.jspecify.annotations.Nullable;

/// Reads Assign fields: the names of the variables are checked here, for both query languages.
final class AssignFields {
  private static final String FIELD = "Assign";
  private static final String SUFFIX = ".$";

  private AssignFields() {}

  /// The variables that a JSONPath state, rule or catcher assigns; null for none.
  static @Nullable PayloadTemplate template(Fields fields) {
    check(fields, QueryLanguage.JSON_PATH);
    return ExpressionFields.template(fields, FIELD);
  }

  /// Reports names that no variable may have.
  static void check(Fields fields, QueryLanguage language) {
    Node field = fields.get(FIELD);
    Fields values = field == null ? null : Fields.open(field, fields.faults());
    if (values == null) {
      return;
    }
    for (String name : values.names()) {
      String variable = nameOf(name, language);
      String wrong = VariableNames.whyNot(variable);
      if (wrong != null) {
        fields.faults().member(values.node(), name, wrong);
      }
    }
  }

  /// The variable that the member `name` of an Assign field names.
  static String nameOf(String name, QueryLanguage language) {
    return language == QueryLanguage.JSON_PATH && name.endsWith(SUFFIX)
        ? name.substring(0, name.length() - SUFFIX.length())
        : name;
  }
}
