package org.stepgate.identity;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonWriter;

/// The keys that cookies are sealed with, in a file that all workers share and their owner alone
/// can read. A new key is made each day, by the first worker that needs one; the old ones are kept
/// for as long as a cookie may live. Safe for any thread and process.
final class SealingKeys {
  /// How long a key seals.
  static final Duration SEALS = Duration.ofDays(1);

  /// How long it opens what it has sealed.
  static final Duration OPENS = SEALS.plus(LoginConfig.LONGEST_SESSION);

  private static final int KEY_BYTES = 32;
  private static final int MAX_BYTES = 65_536;
  private static final JsonLimits LIMITS = new JsonLimits(8, MAX_BYTES, 32, 64);

  private final Path file;
  private final Path lock;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private volatile List<Key> keys = List.of();

  /// A key.
  ///
  /// @param id names it in what it has sealed
  /// @param made when it was made
  /// @param base64 its 32 bytes
  record Key(int id, Instant made, String base64) {
    byte[] bytes() {
      return Base64.getDecoder().decode(base64);
    }

    @Override
    public String toString() {
      return "Key[" + id + "]";
    }
  }

  SealingKeys(Path directory, InstantSource clock) {
    this.file = directory.resolve("session-keys.json");
    this.lock = directory.resolve("session-keys.lock");
    this.clock = clock;
  }

  /// The key that seals now; made when there is none that does.
  ///
  /// @throws IOException when the file can be neither read nor written
  Key sealing() throws IOException {
    List<Key> known = keys;
    if (known.isEmpty() || !seals(known.getLast())) {
      known = renew();
    }
    return known.getLast();
  }

  /// The key of that id, if it still opens.
  ///
  /// @throws IOException when the file cannot be read
  Optional<Key> opening(int id) throws IOException {
    Optional<Key> known = find(id);
    if (known.isEmpty()) {
      keys = read();
      known = find(id);
    }
    return known.filter(key -> isWithin(key, OPENS));
  }

  private Optional<Key> find(int id) {
    return keys.stream().filter(key -> key.id() == id).findFirst();
  }

  private boolean seals(Key key) {
    return isWithin(key, SEALS);
  }

  private boolean isWithin(Key key, Duration time) {
    return Duration.between(key.made(), clock.instant()).compareTo(time) < 0;
  }

  private synchronized List<Key> renew() throws IOException {
    Files.createDirectories(
        file.toAbsolutePath().getParent(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      var next = new ArrayList<>(read());
      if (next.isEmpty() || !seals(next.getLast())) {
        next.removeIf(key -> !isWithin(key, OPENS));
        next.add(newKey());
        write(next);
      }
      keys = List.copyOf(next);
    }
    return keys;
  }

  private Key newKey() {
    var bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    return new Key(random.nextInt(), clock.instant(), Base64.getEncoder().encodeToString(bytes));
  }

  private List<Key> read() throws IOException {
    try (var in = Files.newInputStream(file)) {
      var read = new ArrayList<Key>();
      if (JsonReader.read(in.readNBytes(MAX_BYTES), LIMITS) instanceof JsonObject json
          && json.get("keys") instanceof JsonArray array) {
        for (JsonValue each : array) {
          if (each instanceof JsonObject key
              && key.get("id") instanceof JsonNumber id
              && key.get("made") instanceof JsonNumber made
              && key.string("key") instanceof String base64) {
            read.add(
                new Key(
                    Math.toIntExact(id.toLong()), Instant.ofEpochSecond(made.toLong()), base64));
          }
        }
      }
      return List.copyOf(read);
    } catch (NoSuchFileException _) {
      return List.of();
    } catch (JsonException | ArithmeticException e) {
      throw new IOException(file + " holds no keys; remove it, and sessions end", e);
    }
  }

  private void write(List<Key> next) throws IOException {
    var json =
        JsonObject.builder()
            .put("version", 1)
            .put(
                "keys",
                JsonValue.array(
                    next,
                    key ->
                        JsonObject.builder()
                            .put("id", key.id())
                            .put("made", key.made().getEpochSecond())
                            .put("key", key.base64())
                            .build()))
            .build();
    Path made =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            "session-keys",
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(made, JsonWriter.write(json).getBytes(StandardCharsets.UTF_8));
    Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
