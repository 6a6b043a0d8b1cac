package org.stepgate.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The parameters of a query string, in order, several with one name allowed. Names are compared
/// exactly.
///
/// @param raw the query string as it came, without `?`; empty when there was none
/// @param parameters the decoded parameters in order
public record QueryParameters(String raw, List<Parameter> parameters) {
  private static final QueryParameters NONE = new QueryParameters("", List.of());

  /// One decoded parameter; a parameter without `=` has the empty value.
  ///
  /// @param name decoded name
  /// @param value decoded value
  public record Parameter(String name, String value) {}

  /// Copies the list.
  public QueryParameters {
    parameters = List.copyOf(parameters);
  }

  /// No query string.
  public static QueryParameters none() {
    return NONE;
  }

  /// Parses `name=value&name=value`, with `%XX` as UTF-8 and `+` as a blank. Empty pieces between
  /// two `&` are left out.
  ///
  /// @throws ProblemException 400 when an escape is malformed or does not give UTF-8
  public static QueryParameters parse(String raw) {
    if (raw.isEmpty()) {
      return NONE;
    }
    var parameters = new ArrayList<Parameter>();
    int start = 0;
    while (start <= raw.length()) {
      int end = raw.indexOf('&', start);
      end = end < 0 ? raw.length() : end;
      if (end > start) {
        parameters.add(parameter(raw.substring(start, end)));
      }
      start = end + 1;
    }
    return new QueryParameters(raw, parameters);
  }

  private static Parameter parameter(String pair) {
    int equals = pair.indexOf('=');
    try {
      return equals < 0
          ? new Parameter(PercentCoding.decodeForm(pair), "")
          : new Parameter(
              PercentCoding.decodeForm(pair.substring(0, equals)),
              PercentCoding.decodeForm(pair.substring(equals + 1)));
    } catch (IllegalArgumentException e) {
      throw ProblemException.badRequest(
          "The query string is malformed.", String.valueOf(e.getMessage()));
    }
  }

  /// The first value of this name.
  public Optional<String> first(String name) {
    for (var parameter : parameters) {
      if (parameter.name().equals(name)) {
        return Optional.of(parameter.value());
      }
    }
    return Optional.empty();
  }

  /// All values of this name, in order; empty when there is none.
  public List<String> all(String name) {
    return parameters.stream()
        .filter(parameter -> parameter.name().equals(name))
        .map(Parameter::value)
        .toList();
  }
}
