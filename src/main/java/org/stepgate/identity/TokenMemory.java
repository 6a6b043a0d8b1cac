package org.stepgate.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.stepgate.digest.Sha256;
import org.stepgate.principal.Principal;

/// Tokens that were verified a moment ago, by their hash. A token itself is never kept. Safe for
/// any thread.
final class TokenMemory {
  /// How long a token is taken without another look at it, if it does not expire before.
  static final Duration LONGEST = Duration.ofMinutes(1);

  private static final int PART_LEFT_OUT = 8;

  private final int capacity;
  private final ConcurrentHashMap<Hash, Entry> entries = new ConcurrentHashMap<>();

  /// A SHA-256.
  private record Hash(long first, long second, long third, long fourth) {
    static Hash of(String token) {
      ByteBuffer hash =
          ByteBuffer.wrap(Sha256.start().digest(token.getBytes(StandardCharsets.UTF_8)));
      return new Hash(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
    }
  }

  private record Entry(Principal principal, Instant until) {}

  /// A memory of so many tokens, at least 1.
  TokenMemory(int capacity) {
    this.capacity = capacity;
  }

  /// Who has the token, if it was verified within the last minute and holds.
  Optional<Principal> find(String token, Instant now) {
    Entry entry = entries.get(Hash.of(token));
    return entry != null && now.isBefore(entry.until())
        ? Optional.of(entry.principal())
        : Optional.empty();
  }

  /// Remembers a token for a minute, or until it expires.
  void put(String token, Principal principal, Instant now, Instant expires) {
    if (entries.size() >= capacity) {
      makeRoom(now);
    }
    Instant latest = now.plus(LONGEST);
    entries.put(Hash.of(token), new Entry(principal, expires.isBefore(latest) ? expires : latest));
  }

  /// Forgets what no longer holds, and an eighth of the rest when that is not enough.
  private void makeRoom(Instant now) {
    entries.values().removeIf(entry -> !now.isBefore(entry.until()));
    if (entries.size() >= capacity) {
      var others = entries.keySet().iterator();
      for (int i = 0; i <= capacity / PART_LEFT_OUT && others.hasNext(); i++) {
        others.next();
        others.remove();
      }
    }
  }

  int size() {
    return entries.size();
  }
}
