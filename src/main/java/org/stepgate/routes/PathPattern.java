package org.stepgate.routes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/// The path of a route: `/orders/{order}/files/{name+}`.
///
/// @param text as it was written
/// @param segments its parts, none for `/`
record PathPattern(String text, List<Segment> segments) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
  private static final int MAX_SEGMENTS = 32;

  /// One part of a path.
  sealed interface Segment {
    /// Matches itself.
    record Literal(String text) implements Segment {}

    /// Matches any one segment that is not empty.
    record Parameter(String name) implements Segment {}

    /// Matches all the segments that are left, one or more, none of them empty.
    record Rest(String name) implements Segment {}
  }

  PathPattern {
    segments = List.copyOf(segments);
  }

  /// Reads a pattern.
  ///
  /// @throws IllegalArgumentException when it is none; the message says why
  static PathPattern parse(String text) {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException("a path starts with /");
    }
    var segments = new ArrayList<Segment>();
    for (var part : split(text)) {
      if (!segments.isEmpty() && segments.getLast() instanceof Segment.Rest) {
        throw new IllegalArgumentException("nothing may follow a part such as {name+}");
      }
      segments.add(segment(part));
    }
    if (segments.size() > MAX_SEGMENTS) {
      throw new IllegalArgumentException("a path has at most " + MAX_SEGMENTS + " segments");
    }
    var pattern = new PathPattern(text, segments);
    var names = pattern.names();
    if (new HashSet<>(names).size() < names.size()) {
      throw new IllegalArgumentException("two parts of the path have the same name");
    }
    return pattern;
  }

  /// The segments of a path that starts with `/`; none for `/` itself.
  static List<String> split(String path) {
    var parts = new ArrayList<String>(8);
    for (int start = 1; start < path.length() || (!parts.isEmpty() && start == path.length()); ) {
      int end = path.indexOf('/', start);
      end = end < 0 ? path.length() : end;
      parts.add(path.substring(start, end));
      start = end + 1;
    }
    return parts;
  }

  private static Segment segment(String part) {
    if (!part.startsWith("{")) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        throw new IllegalArgumentException("a path has no empty segment, no . and no ..");
      }
      if (part.indexOf('{') >= 0 || part.indexOf('}') >= 0 || part.indexOf('\0') >= 0) {
        throw new IllegalArgumentException("a parameter such as {name} is a whole segment");
      }
      return new Segment.Literal(part);
    }
    boolean rest = part.endsWith("+}");
    var name = part.substring(1, Math.max(1, part.length() - (rest ? 2 : 1)));
    if (!part.endsWith("}") || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a parameter has the form {name} or {name+}, of letters, digits and _");
    }
    return rest ? new Segment.Rest(name) : new Segment.Parameter(name);
  }

  /// The names of the parameters in order.
  List<String> names() {
    var names = new ArrayList<String>();
    for (var segment : segments) {
      switch (segment) {
        case Segment.Literal _ -> {}
        case Segment.Parameter(var name) -> names.add(name);
        case Segment.Rest(var name) -> names.add(name);
      }
    }
    return names;
  }

  /// Names the values that a match has found, in order.
  SequencedMap<String, String> named(List<String> values) {
    var named = new LinkedHashMap<String, String>();
    var names = names();
    for (int i = 0; i < names.size(); i++) {
      named.put(names.get(i), values.get(i));
    }
    return named;
  }
}
