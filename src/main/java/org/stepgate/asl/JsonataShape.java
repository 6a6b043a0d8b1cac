package org.stepgate.asl;

import com.dashjoin.jsonata.Parser.Symbol;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the meter knows of one compiled expression: which kinds of node it has, and of each node,
/// which one it is. Safe for use by any thread.
final class JsonataShape {

  /// Nodes that the meter tells apart.
  enum Kind {
    /// A name or a variable.
    NAME,
    /// A call or an application.
    CALL,
    /// An array constructor.
    ARRAY,
    /// `*` that selects all members.
    WILDCARD,
    /// `**`.
    DESCENDANTS,
    /// `=`, `!=`, `in` or `&`, which look at the whole of both operands.
    COMPARE_OR_JOIN,
    /// All others.
    OTHER
  }

  /// Partial application makes new nodes each time; past this many, kinds are not remembered.
  private static final int MAX_REMEMBERED = 10_000;

  private final boolean transforms;
  private final boolean groups;
  private final boolean tuples;
  private final ConcurrentMap<Symbol, Kind> kinds = new ConcurrentHashMap<>();

  /// @param transforms the expression has a `|`, so values may change in place
  /// @param groups the expression may group by key
  /// @param tuples the expression may bind positions, contexts or parents
  JsonataShape(boolean transforms, boolean groups, boolean tuples) {
    this.transforms = transforms;
    this.groups = groups;
    this.tuples = tuples;
  }

  boolean transforms() {
    return transforms;
  }

  boolean groups() {
    return groups;
  }

  boolean tuples() {
    return tuples;
  }

  Kind kind(Symbol node) {
    Kind known = kinds.get(node);
    if (known != null) {
      return known;
    }
    Kind kind = kindOf(node.toString());
    if (kinds.size() < MAX_REMEMBERED) {
      kinds.put(node, kind);
    }
    return kind;
  }

  /// A regular expression that is not one of ours, so nothing counts what it reads.
  boolean isRegex(@Nullable Object value) {
    return value instanceof Pattern;
  }

  /// The library shows a node's sort only in its text, `Class id value=…`. Operators have no id
  /// once they are parsed, their value tells which they are.
  private static Kind kindOf(String text) {
    int start = text.indexOf(' ') + 1;
    int end = text.indexOf(" value=", start);
    String id = text.substring(start, end);
    return switch (id) {
      case "(name)" -> Kind.NAME;
      case "*" -> Kind.WILDCARD;
      case "**" -> Kind.DESCENDANTS;
      case "null" ->
          switch (text.substring(end + " value=".length())) {
            case "(", "~>" -> Kind.CALL;
            case "[" -> Kind.ARRAY;
            case "=", "!=", "in", "&" -> Kind.COMPARE_OR_JOIN;
            default -> Kind.OTHER;
          };
      default -> Kind.OTHER;
    };
  }
}
