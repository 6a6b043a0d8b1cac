package org.stepgate.embedded;

import java.util.regex.Pattern;

/// What may follow the name of a machine in its ARN.
final class Qualifiers {
  private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,17}");

  private Qualifiers() {}

  /// Whether a qualifier is the number of a version; else it is the name of an alias.
  static boolean isVersion(String qualifier) {
    return VERSION.matcher(qualifier).matches();
  }
}
