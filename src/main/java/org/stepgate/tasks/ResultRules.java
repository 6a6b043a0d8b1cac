package org.stepgate.tasks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rules for fields in responses of AWS that the metadata of the SDK leave out. They come from
/// a resource of this package.
///
/// Immutable, safe for use by any thread.
final class ResultRules {
  private static final String RESOURCE = "result-rules.txt";

  private final Map<Key, Rule> rules;

  private ResultRules(Map<Key, Rule> rules) {
    this.rules = Map.copyOf(rules);
  }

  /// @param shape the simple name of the SDK's class
  /// @param field with its first letter in upper case
  private record Key(String service, String shape, String field) {}

  /// What holds for a field.
  ///
  /// @param minimum of the value of a number or the length of a text; null for none
  /// @param maximum of the same; null for none
  /// @param required whether it is always there
  record Rule(@Nullable Double minimum, @Nullable Double maximum, boolean required) {
    private static final Rule NONE = new Rule(null, null, false);
  }

  /// Reads the resource.
  static ResultRules load() {
    var rules = new HashMap<Key, Rule>();
    try (InputStream in = ResultRules.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + RESOURCE + " is missing");
      }
      var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          String[] words = line.split(" ", -1);
          rules.put(
              new Key(words[0], words[1], words[2]),
              new Rule(number(words[3]), number(words[4]), words[5].equals("required")));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the resource " + RESOURCE + " cannot be read", e);
    }
    return new ResultRules(rules);
  }

  private static @Nullable Double number(String word) {
    return word.equals("-") ? null : Double.valueOf(word);
  }

  /// What holds for a field.
  Rule of(String service, String shape, String field) {
    return rules.getOrDefault(new Key(service, shape, field), Rule.NONE);
  }
}
