package org.stepgate.tasks;

import java.util.Locale;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.protocol.MarshallLocation;

/// How fields of one service are named in arguments and results: as in its API, with the first
/// letter in upper case.
///
/// The SDK renames some for Java's sake (`NULL` of DynamoDB is its `NUL`). In a protocol of JSON
/// the name on the wire is the service's own; in the others it can be another one.
///
/// @param json true when the service speaks JSON
record SdkNames(boolean json) {
  /// The name of a field.
  String of(SdkField<?> field) {
    String member = field.memberName();
    String wire = field.locationName();
    boolean renamed =
        json
            && field.location() == MarshallLocation.PAYLOAD
            && wire != null
            && !wire.equalsIgnoreCase(member);
    return upper(renamed ? wire : member);
  }

  private static String upper(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }
}
