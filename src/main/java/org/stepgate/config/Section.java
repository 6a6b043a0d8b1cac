package org.stepgate.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.stepgate.config.SourceFile.KnownKey;
import org.stepgate.json.JsonPointer;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonBoolean;
import org.stepgate.json.JsonValue.JsonNull;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// One object of a configuration file, read key by key.
///
/// Each getter names a key, its form and its default. A value of another form is a fault, and the
/// default stands in for it, so that reading goes on and finds the rest. A key without a value
/// (which YAML reads as an empty text) or with `null` counts as absent. [#close] reports the keys
/// that nobody asked for.
final class Section implements AutoCloseable {
  private static final Pattern NAME_AND_VALUE = Pattern.compile("[a-z][a-z0-9-]*:[^/\\s]\\S*");

  private final SourceFile source;
  private final JsonPointer at;
  private final String path;
  private final JsonObject object;
  private final Set<String> asked = new LinkedHashSet<>();
  private final int faultsBefore;

  private Section(SourceFile source, JsonPointer at, String path, JsonObject object) {
    this.source = source;
    this.at = at;
    this.path = path;
    this.object = object;
    this.faultsBefore = source.faults().size();
  }

  /// The whole document, which has to be an object.
  static Section root(SourceFile source) {
    return of(source, JsonPointer.ROOT, "", source.document().value());
  }

  private static Section of(SourceFile source, JsonPointer at, String path, JsonValue value) {
    if (value instanceof JsonObject object) {
      return new Section(source, at, path, object);
    }
    source.faultAtValue(at, expected("keys and values", value));
    return new Section(source, at, path, JsonObject.EMPTY);
  }

  /// A text, which is not empty.
  String text(String key, String fallback) {
    return optionalText(key, fallback).orElse(fallback);
  }

  /// A text, which is not empty; empty when the key is absent.
  Optional<String> text(String key) {
    return optionalText(key, "");
  }

  /// A text, which has to be there; when it is not, that is a fault and the answer is empty.
  Optional<String> requiredText(String key) {
    if (value(key).isEmpty()) {
      missing(key);
    }
    return optionalText(key, "");
  }

  private Optional<String> optionalText(String key, String fallback) {
    return read(key, "text", fallback, Section::nonEmptyText);
  }

  /// What `parse` makes of a text; its [IllegalArgumentException] is the fault.
  <T> Optional<T> parsed(String key, String type, Function<String, T> parse) {
    return read(key, type, "", Section::nonEmptyText).flatMap(text -> parse(key, text, parse));
  }

  /// What `parse` makes of a text; of `fallback` when the key is absent or its text is faulty.
  <T> T parsed(String key, String type, String fallback, Function<String, T> parse) {
    return read(key, type, fallback, Section::nonEmptyText)
        .flatMap(text -> parse(key, text, parse))
        .orElseGet(() -> parse.apply(fallback));
  }

  /// What `parse` makes of each text of a list; empty when the key is absent.
  <T> List<T> parsedList(String key, String type, Function<String, T> parse) {
    var parsed = new ArrayList<T>();
    List<String> texts = texts(key, "list of " + type);
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      JsonPointer place = at.child(key).child(i);
      tryParse(place, () -> parse.apply(text)).ifPresent(parsed::add);
    }
    return parsed;
  }

  /// A whole number within a range.
  int count(String key, int fallback, int least, int most) {
    return (int)
        (long)
            read(key, "number", Integer.toString(fallback), value -> number(value, least, most))
                .orElse((long) fallback);
  }

  /// A whole number within a range; empty when the key is absent.
  Optional<Integer> count(String key, int least, int most) {
    return read(key, "number", "", value -> number(value, least, most)).map(Long::intValue);
  }

  /// A size with its unit, in bytes, within a range.
  long size(String key, long fallback, long least, long most) {
    return read(key, "size", Quantity.text(fallback), value -> size(value, least, most))
        .orElse(fallback);
  }

  /// A size with its unit, in bytes, within a range that ends at 2^31 - 1 at the latest.
  int size(String key, int fallback, int least, int most) {
    return (int) size(key, (long) fallback, (long) least, (long) most);
  }

  /// A time with its unit, within a range.
  Duration time(String key, Duration fallback, Duration least, Duration most) {
    return read(key, "time", Quantity.text(fallback), value -> time(value, least, most))
        .orElse(fallback);
  }

  /// A time with its unit, within a range; empty when the key is absent.
  Optional<Duration> time(String key, Duration least, Duration most) {
    return read(key, "time", "", value -> time(value, least, most));
  }

  /// `true` or `false`.
  boolean flag(String key, boolean fallback) {
    return read(key, "true or false", Boolean.toString(fallback), Section::flag).orElse(fallback);
  }

  /// One of the names that `name` gives the constants of an enum.
  <E extends Enum<E>> E choice(String key, Class<E> type, Function<E, String> name, E fallback) {
    List<String> names = Arrays.stream(type.getEnumConstants()).map(name).toList();
    return read(
            key,
            String.join(" or ", names),
            name.apply(fallback),
            value ->
                value instanceof JsonString(String text) && names.contains(text)
                    ? Reading.good(type.getEnumConstants()[names.indexOf(text)])
                    : Reading.bad(expected(String.join(" or ", names), value)))
        .orElse(fallback);
  }

  /// A list of texts, none of which is empty; empty when the key is absent.
  List<String> texts(String key) {
    return texts(key, "list of texts");
  }

  private List<String> texts(String key, String type) {
    var texts = new ArrayList<String>();
    for (JsonValue element : elements(key, type)) {
      JsonPointer place = at.child(key).child(texts.size());
      switch (nonEmptyText(element)) {
        case Reading.Good<String>(String text) -> texts.add(text);
        case Reading.Bad<String>(String message) -> {
          source.faultAtValue(place, key + ": " + message);
          texts.add("");
        }
      }
    }
    return texts;
  }

  /// A list of texts, none of which is empty; `fallback` when the key is absent.
  List<String> texts(String key, List<String> fallback) {
    source.know(new KnownKey(pathOf(key), "list of texts", String.join(", ", fallback)));
    return has(key) ? texts(key) : readNothing(key, fallback);
  }

  private <T> T readNothing(String key, T fallback) {
    know(key);
    return fallback;
  }

  /// What `parse` makes of texts by name; empty when the key is absent.
  <T> SequencedMap<String, T> parsedByName(String key, String type, Function<String, T> parse) {
    var parsed = new LinkedHashMap<String, T>();
    textsByName(key, type)
        .forEach((name, text) ->
            tryParse(at.child(key).child(name), () -> parse.apply(text))
                .ifPresent(value -> parsed.put(name, value)));
    return parsed;
  }

  /// Texts by name; empty when the key is absent.
  SequencedMap<String, String> textsByName(String key) {
    return textsByName(key, "texts by name");
  }

  private SequencedMap<String, String> textsByName(String key, String type) {
    var texts = new LinkedHashMap<String, String>();
    members(key, type)
        .members()
        .forEach((name, value) -> {
          if (value instanceof JsonString(String text)) {
            texts.put(name, text);
          } else {
            source.faultAtValue(at.child(key).child(name), name + ": " + expected("a text", value));
          }
        });
    return texts;
  }

  /// The value of a key in whatever form; empty when it is absent.
  Optional<JsonValue> any(String key, String type) {
    return read(key, type, "", Reading::good);
  }

  /// Reads a section, or an empty one when the key is absent.
  <T> T section(String key, Function<Section, T> reader) {
    know(key);
    JsonValue value = value(key).orElse(JsonObject.EMPTY);
    try (Section section = of(source, at.child(key), pathOf(key), value)) {
      return reader.apply(section);
    }
  }

  /// Reads a section; empty when the key is absent.
  <T> Optional<T> optionalSection(String key, Function<Section, T> reader) {
    know(key);
    return value(key).map(_ -> section(key, reader));
  }

  /// Reads the sections of a list.
  <T> List<T> sections(String key, Function<Section, T> reader) {
    var read = new ArrayList<T>();
    int index = 0;
    for (JsonValue element : elements(key, "list of sections")) {
      JsonPointer place = at.child(key).child(index++);
      try (Section section = of(source, place, pathOf(key) + "[]", element)) {
        read.add(reader.apply(section));
      }
    }
    return read;
  }

  /// Reads the sections below a key by their names; a section may be absent (`name:` alone).
  <T> SequencedMap<String, T> sectionsByName(String key, Function<Section, T> reader) {
    var read = new LinkedHashMap<String, T>();
    members(key, "sections by name")
        .members()
        .forEach((name, value) -> {
          JsonValue content = isBlank(value) ? JsonObject.EMPTY : value;
          JsonPointer place = at.child(key).child(name);
          try (Section section = of(source, place, pathOf(key) + ".*", content)) {
            read.put(name, reader.apply(section));
          }
        });
    return read;
  }

  /// The name of this section within the one that encloses it; empty for the root.
  String name() {
    return at.token();
  }

  /// Whether the key is there.
  boolean has(String key) {
    return value(key).isPresent();
  }

  /// Makes a value of what was read; its [IllegalArgumentException] is a fault of this section.
  <T> Optional<T> build(Supplier<T> maker) {
    return tryParse(at, maker);
  }

  /// What `maker` makes, else `fallback` and a fault of this section.
  <T> T build(Supplier<T> maker, T fallback) {
    return build(maker).orElse(fallback);
  }

  /// Whether nothing wrong was found since this section was opened.
  boolean isGood() {
    return source.faults().size() == faultsBefore;
  }

  /// Reports a fault of a key's value, or of this section when the key is absent.
  void fault(String key, String message) {
    source.faultAtValue(at.child(key), message);
  }

  /// Reports a fault of this section.
  void fault(String message) {
    source.faultAtName(at, message);
  }

  /// Reports that a key has to be there.
  void missing(String key) {
    source.faultAtName(at, "'" + key + "' is missing");
  }

  /// Reports the keys that nobody asked for.
  @Override
  public void close() {
    for (String key : object.members().keySet()) {
      if (!asked.contains(key)) {
        String hint = noBlank(key) + Suggestion.hint(key, asked);
        source.faultAtName(
            at.child(key),
            "unknown key '"
                + key
                + "'"
                + (hint.isEmpty()
                    ? "; known here: " + asked.stream().sorted().collect(Collectors.joining(", "))
                    : hint));
      }
    }
  }

  private <T> Optional<T> read(
      String key, String type, String fallback, Function<JsonValue, Reading<T>> reader) {
    know(key);
    source.know(new KnownKey(pathOf(key), type, fallback));
    return value(key)
        .flatMap(value ->
            switch (reader.apply(value)) {
              case Reading.Good<T>(T read) -> Optional.of(read);
              case Reading.Bad<T>(String message) -> {
                source.faultAtValue(at.child(key), key + ": " + message);
                yield Optional.empty();
              }
            });
  }

  private List<JsonValue> elements(String key, String type) {
    return read(
            key,
            type,
            "",
            value ->
                value instanceof JsonArray array
                    ? Reading.good(array.elements())
                    : Reading.<List<JsonValue>>bad(expected("a list", value)))
        .orElse(List.of());
  }

  private JsonObject members(String key, String type) {
    return read(
            key,
            type,
            "",
            value ->
                value instanceof JsonObject members
                    ? Reading.good(members)
                    : Reading.<JsonObject>bad(expected("names and values", value)))
        .orElse(JsonObject.EMPTY);
  }

  private <T> Optional<T> parse(String key, String text, Function<String, T> parse) {
    return tryParse(at.child(key), () -> parse.apply(text));
  }

  private <T> Optional<T> tryParse(JsonPointer place, Supplier<T> maker) {
    try {
      return Optional.of(maker.get());
    } catch (IllegalArgumentException e) {
      String message = e.getMessage();
      source.faultAtValue(place, message == null ? "not accepted" : message);
      return Optional.empty();
    }
  }

  private Optional<JsonValue> value(String key) {
    return Optional.ofNullable(object.get(key)).filter(value -> !isBlank(value));
  }

  private static boolean isBlank(JsonValue value) {
    return value == JsonNull.NULL || (value instanceof JsonString(String text) && text.isEmpty());
  }

  private void know(String key) {
    asked.add(key);
  }

  private String pathOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /// A value in the form that was asked for, or what is wrong with it.
  private sealed interface Reading<T> {
    record Good<T>(T value) implements Reading<T> {}

    record Bad<T>(String message) implements Reading<T> {}

    static <T> Reading<T> good(T value) {
      return new Good<>(value);
    }

    static <T> Reading<T> bad(String message) {
      return new Bad<>(message);
    }
  }

  private static Reading<String> nonEmptyText(JsonValue value) {
    if (value instanceof JsonObject braces
        && braces.members().values().stream().allMatch(Section::isBlank)) {
      return Reading.bad("a text that begins with { has to stand in quotes");
    }
    return value instanceof JsonString(String text) && !text.isEmpty()
        ? Reading.good(text)
        : Reading.bad(expected("a text", value));
  }

  private static Reading<Boolean> flag(JsonValue value) {
    return value instanceof JsonBoolean(boolean flag)
        ? Reading.good(flag)
        : Reading.bad(expected("true or false", value));
  }

  private static Reading<Long> number(JsonValue value, long least, long most) {
    if (!(value instanceof JsonNumber number) || !number.isLong()) {
      return Reading.bad(expected("a whole number", value));
    }
    return within(number.toLong(), least, most, Long.toString(least), Long.toString(most));
  }

  private static Reading<Long> size(JsonValue value, long least, long most) {
    if (!(value instanceof JsonString(String text))) {
      return Reading.bad(expected("a size with its unit, such as 64KiB", value));
    }
    return Quantity.size(text)
        .map(bytes -> within(bytes, least, most, Quantity.text(least), Quantity.text(most)))
        .orElseGet(() -> Reading.bad(expected("a size in B, KiB, MiB or GiB", value)));
  }

  private static Reading<Duration> time(JsonValue value, Duration least, Duration most) {
    if (!(value instanceof JsonString(String text))) {
      return Reading.bad(expected("a time with its unit, such as 20s", value));
    }
    return Quantity.time(text)
        .map(time -> within(time, least, most, Quantity.text(least), Quantity.text(most)))
        .orElseGet(() -> Reading.bad(expected("a time in ms, s, m, h or d", value)));
  }

  private static <T extends Comparable<T>> Reading<T> within(
      T value, T least, T most, String leastText, String mostText) {
    return value.compareTo(least) < 0 || value.compareTo(most) > 0
        ? Reading.bad("expected " + leastText + " to " + mostText)
        : Reading.good(value);
  }

  /// What to say of `key:value`, which YAML reads as a text.
  private static String noBlank(String text) {
    return NAME_AND_VALUE.matcher(text).matches()
        ? "; a blank has to follow the colon of a key"
        : "";
  }

  private static String expected(String what, JsonValue value) {
    return "expected "
        + what
        + ", got "
        + switch (value) {
          case JsonString(String text) ->
              text.isEmpty() ? "an empty text" : "'" + text + "'" + noBlank(text);
          case JsonNumber(String text) -> text;
          case JsonBoolean(boolean flag) -> Boolean.toString(flag);
          case JsonNull _ -> "nothing";
          case JsonArray _ -> "a list";
          case JsonObject _ -> "a section";
        };
  }
}
