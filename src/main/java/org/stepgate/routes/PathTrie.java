package org.stepgate.routes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Finds what belongs to a method and a path.
///
/// A tree with one level per segment. Where several patterns fit, the first segment that differs
/// decides: a literal before a parameter, a parameter before the rest. A pattern that has no such
/// method does not hide one that has. The search visits each node of the tree at most once, however
/// long the path.
///
/// Filled by one thread, then read by any.
final class PathTrie<T> {
  private final Node<T> root = new Node<>();

  private record Entry<T>(PathPattern pattern, T value) {}

  private static final class Node<T> {
    final Map<String, Node<T>> literals = new HashMap<>();
    @Nullable Node<T> parameter;
    final Map<String, Entry<T>> here = new HashMap<>();
    final Map<String, Entry<T>> rest = new HashMap<>();
  }

  /// What was found.
  sealed interface Match<T> {
    /// The one that fits best.
    record Found<T>(T value, SequencedMap<String, String> parameters) implements Match<T> {}

    /// The path is known, but not with that method.
    ///
    /// @param byMethod what it has with others, one at least, sorted by method
    record OtherMethods<T>(SequencedMap<String, T> byMethod) implements Match<T> {
      /// The methods for `Allow`: with OPTIONS, and HEAD where there is GET.
      String allowed() {
        var methods = new TreeSet<>(byMethod.keySet());
        if (methods.contains("GET")) {
          methods.add("HEAD");
        }
        methods.add("OPTIONS");
        return String.join(", ", methods);
      }
    }

    /// The path is not known.
    record Nothing<T>() implements Match<T> {}
  }

  /// Adds a value unless one is there for the same method and, but for the names of parameters, the
  /// same pattern.
  ///
  /// @return the value that was there before and stays; null when `value` was added
  @Nullable T add(String method, PathPattern pattern, T value) {
    var node = root;
    var entries = node.here;
    for (var segment : pattern.segments()) {
      node =
          switch (segment) {
            case PathPattern.Segment.Literal(var text) ->
                node.literals.computeIfAbsent(text, _ -> new Node<>());
            case PathPattern.Segment.Parameter _ -> {
              var next = node.parameter == null ? new Node<T>() : node.parameter;
              node.parameter = next;
              yield next;
            }
            case PathPattern.Segment.Rest _ -> node;
          };
      entries = segment instanceof PathPattern.Segment.Rest ? node.rest : node.here;
    }
    var before = entries.putIfAbsent(method, new Entry<>(pattern, value));
    return before == null ? null : before.value();
  }

  /// What belongs to the request; HEAD finds what GET has.
  ///
  /// @param path decoded, starting with `/`
  Match<T> find(String method, String path) {
    var search = new Search<T>(method.equals("HEAD") ? "GET" : method, PathPattern.split(path));
    var entry = search.from(root, 0);
    if (entry != null) {
      return new Match.Found<>(entry.value(), entry.pattern().named(search.values));
    }
    return search.seen.isEmpty() ? new Match.Nothing<>() : new Match.OtherMethods<>(search.seen);
  }

  private static final class Search<T> {
    final String method;
    final List<String> segments;
    final List<String> values = new ArrayList<>(4);
    final TreeMap<String, T> seen = new TreeMap<>();

    Search(String method, List<String> segments) {
      this.method = method;
      this.segments = segments;
    }

    @Nullable Entry<T> from(Node<T> node, int index) {
      if (index == segments.size()) {
        see(node.here);
        return node.here.get(method);
      }
      var segment = segments.get(index);
      var literal = node.literals.get(segment);
      var found = literal == null ? null : from(literal, index + 1);
      if (found == null && node.parameter != null && !segment.isEmpty()) {
        values.add(segment);
        found = from(node.parameter, index + 1);
        if (found == null) {
          values.removeLast();
        }
      }
      return found == null && !node.rest.isEmpty() ? rest(node, index) : found;
    }

    private @Nullable Entry<T> rest(Node<T> node, int index) {
      var left = segments.subList(index, segments.size());
      if (left.contains("")) {
        return null;
      }
      see(node.rest);
      var found = node.rest.get(method);
      if (found != null) {
        values.add(String.join("/", left));
      }
      return found;
    }

    /// The best are seen first.
    private void see(Map<String, Entry<T>> entries) {
      entries.forEach((other, entry) -> seen.putIfAbsent(other, entry.value()));
    }
  }
}
