package org.stepgate.awsapi;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the value of a request's field may be.
sealed interface Shape {
  /// A text.
  ///
  /// @param min characters at least
  /// @param max characters at most
  /// @param pattern what the whole text has to match; null for anything
  /// @param sensitive true when an error may not repeat the value
  record Text(int min, int max, @Nullable Pattern pattern, boolean sensitive) implements Shape {
    static Text of(int min, int max) {
      return new Text(min, max, null, false);
    }

    static Text matching(int min, int max, String pattern) {
      return new Text(min, max, Pattern.compile(pattern), false);
    }

    static Text sensitive(int min, int max) {
      return new Text(min, max, null, true);
    }
  }

  /// One of several texts.
  ///
  /// @param values in the order in which AWS names them in errors
  record Choice(List<String> values) implements Shape {
    public Choice {
      values = List.copyOf(values);
    }

    static Choice of(String... values) {
      return new Choice(List.of(values));
    }
  }

  /// A whole number.
  record Whole(long min, long max) implements Shape {}

  /// A number, perhaps with a fraction.
  record Real(int min, int max) implements Shape {}

  /// `true` or `false`.
  enum Flag implements Shape {
    FLAG
  }

  /// A list.
  ///
  /// @param min elements at least
  /// @param max elements at most
  record Many(Shape element, int min, int max) implements Shape {
    static Many of(Shape element) {
      return new Many(element, 0, Integer.MAX_VALUE);
    }
  }

  /// An object.
  ///
  /// @param name AWS's name for it, which errors show
  record Structure(String name, List<Field> fields) implements Shape {
    public Structure {
      fields = List.copyOf(fields);
    }

    static Structure of(String name, Field... fields) {
      return new Structure(name, List.of(fields));
    }
  }

  /// One member of a structure.
  record Field(String name, boolean required, Shape shape) {
    static Field required(String name, Shape shape) {
      return new Field(name, true, shape);
    }

    static Field optional(String name, Shape shape) {
      return new Field(name, false, shape);
    }
  }
}
