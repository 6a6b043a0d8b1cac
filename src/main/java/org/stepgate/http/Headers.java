package org.stepgate.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The header fields of a request or response, in order, several with one name allowed. Names are
/// compared without regard to case.
///
/// @param fields the fields in wire order
public record Headers(List<HeaderField> fields) {
  private static final Headers NONE = new Headers(List.of());

  /// Copies the list.
  public Headers {
    fields = List.copyOf(fields);
  }

  /// No fields at all.
  public static Headers none() {
    return NONE;
  }

  /// One field.
  ///
  /// @throws IllegalArgumentException as [HeaderField]
  public static Headers of(String name, String value) {
    return new Headers(List.of(new HeaderField(name, value)));
  }

  /// The value of the first field with this name.
  public Optional<String> first(String name) {
    for (var field : fields) {
      if (field.name().equalsIgnoreCase(name)) {
        return Optional.of(field.value());
      }
    }
    return Optional.empty();
  }

  /// The values of all fields with this name, in order; empty when there is none.
  public List<String> all(String name) {
    var values = new ArrayList<String>(1);
    for (var field : fields) {
      if (field.name().equalsIgnoreCase(name)) {
        values.add(field.value());
      }
    }
    return values;
  }

  /// All values of a list-valued field as one list, joined by a comma as RFC 9110 section 5.3
  /// allows. Empty when there is no such field.
  public Optional<String> joined(String name) {
    var values = all(name);
    return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
  }

  /// Whether a field with this name is there.
  public boolean has(String name) {
    return first(name).isPresent();
  }

  /// These fields and one more at the end.
  ///
  /// @throws IllegalArgumentException as [HeaderField]
  public Headers with(String name, String value) {
    var more = new ArrayList<>(fields);
    more.add(new HeaderField(name, value));
    return new Headers(more);
  }

  /// These fields without those of this name.
  public Headers without(String name) {
    return new Headers(
        fields.stream().filter(field -> !field.name().equalsIgnoreCase(name)).toList());
  }
}
