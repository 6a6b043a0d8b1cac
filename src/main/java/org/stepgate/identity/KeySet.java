package org.stepgate.identity;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;

/// The published keys of an issuer. Immutable.
///
/// @spec https://www.rfc-editor.org/rfc/rfc7517#section-5 RFC 7517, section 5
final class KeySet {
  /// A set without keys.
  static final KeySet EMPTY = new KeySet(List.of());

  private static final int MAX_KEYS = 100;
  private static final JsonLimits LIMITS = new JsonLimits(8, Fetches.MAX_BYTES, 64, 1_024);

  private final List<VerificationKey> keys;

  private KeySet(List<VerificationKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /// Reads a JWK set. Keys for other purposes are left out, and so are keys that share their id:
  /// they could stand for one another.
  ///
  /// @throws IOException when it is no JWK set, holds more than 100 keys, or a secret
  static KeySet read(byte[] json) throws IOException {
    return read(json(json));
  }

  /// The JSON of a JWK set.
  ///
  /// @throws IOException when it is no JSON
  static JsonValue json(byte[] json) throws IOException {
    try {
      return JsonReader.read(json, LIMITS);
    } catch (JsonException e) {
      throw new IOException("the keys are no JSON", e);
    }
  }

  private static KeySet read(JsonValue json) throws IOException {
    if (!(json instanceof JsonObject set) || !(set.get("keys") instanceof JsonArray array)) {
      throw new IOException("the keys are no JWK set");
    }
    if (array.size() > MAX_KEYS) {
      throw new IOException("there are more than " + MAX_KEYS + " keys");
    }
    var usable = new ArrayList<VerificationKey>();
    Map<String, Integer> ids = new HashMap<>();
    for (JsonValue each : array) {
      if (!(each instanceof JsonObject jwk)) {
        throw new IOException("a key is no JSON object");
      }
      if (jwk.string("kid") instanceof String id) {
        ids.merge(id, 1, Integer::sum);
      }
      switch (VerificationKey.read(jwk)) {
        case VerificationKey.Reading.Usable(VerificationKey key) -> usable.add(key);
        case VerificationKey.Reading.Other _ -> {
          // Published for others.
        }
        case VerificationKey.Reading.Secret _ ->
            throw new IOException("there is a secret among the published keys");
      }
    }
    usable.removeIf(key -> key.id().filter(id -> ids.getOrDefault(id, 0) > 1).isPresent());
    return new KeySet(usable);
  }

  /// The key that a token was signed with, if it tells the truth: that of its id, or the only one
  /// that fits when it names none.
  Optional<VerificationKey> find(@Nullable String id, JwsAlgorithm algorithm) {
    List<VerificationKey> found =
        keys.stream()
            .filter(key -> key.fits(algorithm))
            .filter(key -> id == null || key.id().filter(id::equals).isPresent())
            .toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  boolean isEmpty() {
    return keys.isEmpty();
  }
}
