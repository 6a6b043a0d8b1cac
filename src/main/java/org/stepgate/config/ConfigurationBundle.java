package org.stepgate.config;

import java.util.Collections;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.stepgate.digest.Sha256;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.json.JsonWriter;

/// The files of a configuration as texts, wherever they came from: the disk, or the generation that
/// the store keeps.
///
/// @param files the texts by relative path, such as `machines/orders.asl.json`; sorted by path
public record ConfigurationBundle(SequencedMap<String, String> files) {
  private static final long VERSION = 1;

  /// Copies and sorts the map.
  public ConfigurationBundle {
    files = Collections.unmodifiableSequencedMap(new TreeMap<>(files));
  }

  /// A bundle of these texts.
  public static ConfigurationBundle of(Map<String, String> files) {
    return new ConfigurationBundle(new TreeMap<>(files));
  }

  /// The SHA-256 of paths and texts, in lower-case hexadecimal: equal for equal bundles.
  public String sha256() {
    return Sha256.hex(encode());
  }

  /// Whether there is a directory of policies, be it empty.
  boolean hasPolicies() {
    return files.keySet().stream()
        .anyMatch(name -> name.startsWith(ConfigurationDirectory.POLICIES_MARK));
  }

  /// The bundle as JSON: `{"version": 1, "files": {path: text}}`.
  public String encode() {
    var texts = JsonObject.builder();
    files.forEach(texts::put);
    return JsonWriter.write(
        JsonObject.builder().put("version", VERSION).put("files", texts.build()).build());
  }

  /// Reads what [#encode] wrote.
  ///
  /// @throws IllegalArgumentException when it is something else
  public static ConfigurationBundle decode(String json) {
    try {
      if (JsonReader.read(json, JsonLimits.STORED) instanceof JsonObject object
          && object.get("version") instanceof JsonNumber version
          && version.compareTo(JsonNumber.of(VERSION)) == 0
          && object.get("files") instanceof JsonObject texts) {
        var files = new TreeMap<String, String>();
        texts
            .members()
            .forEach((path, text) -> {
              if (text instanceof JsonString(String value)) {
                files.put(path, value);
              }
            });
        if (files.size() == texts.size()) {
          return new ConfigurationBundle(files);
        }
      }
    } catch (JsonException e) {
      throw new IllegalArgumentException("not a stored configuration: " + e.getMessage(), e);
    }
    throw new IllegalArgumentException("not a stored configuration of version " + VERSION);
  }
}
