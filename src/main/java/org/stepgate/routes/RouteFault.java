package org.stepgate.routes;

/// Something wrong with a configured route.
///
/// @param index which route, 0 for the first
/// @param field the key that is wrong, as in `wait-max` or `errors.NAME`, where NAME is what the
///   table has
/// @param message what is wrong and what is expected
/// @param offset where in the text of the field, in UTF-16 units; 0 unless the field is an
///   expression
public record RouteFault(int index, String field, String message, int offset) {
  /// A fault of the whole field.
  public RouteFault(int index, String field, String message) {
    this(index, field, message, 0);
  }
}
