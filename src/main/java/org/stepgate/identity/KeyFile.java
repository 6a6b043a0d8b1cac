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
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.stepgate.digest.Sha256;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonWriter;

/// The keys of one issuer as all workers of a host share them: the pool asks the issuer as seldom
/// as one worker would, and a worker that starts while the issuer is down has keys.
///
/// The file holds `{"version":1,"issuer":…,"attempted":…,"fetched":…,"jwks":"…"}`, both times in
/// milliseconds since 1970. It is replaced as a whole, under a lock on a file beside it. Safe for
/// any thread.
final class KeyFile {
  private static final int VERSION = 1;
  private static final int MAX_BYTES = 4 * Fetches.MAX_BYTES;
  private static final JsonLimits LIMITS = new JsonLimits(4, MAX_BYTES, 32, 64);

  /// A process has one lock of a file, which its threads share: one for each file, by its path.
  private static final Map<Path, Lock> TURNS = new ConcurrentHashMap<>();

  private final String issuer;
  private final Path file;
  private final Path lock;

  /// A file in a directory that is made when it is missing, for its owner only.
  KeyFile(Path directory, String issuer) {
    this.issuer = issuer;
    String name = Sha256.hex(issuer).substring(0, 32);
    this.file = directory.resolve(name + ".json");
    this.lock = directory.resolve(name + ".lock");
  }

  /// What the pool knows.
  ///
  /// @param attempted when an issuer was last asked
  /// @param fetched when it last answered
  /// @param jwks its answer, a JWK set
  record Shared(Instant attempted, Instant fetched, String jwks) {
    /// Nothing so far.
    static final Shared NOTHING = new Shared(Instant.EPOCH, Instant.EPOCH, "{\"keys\":[]}");
  }

  /// What to do with what is known.
  interface Update {
    Shared next(Shared before);
  }

  /// What is known at the moment; [Shared#NOTHING] when there is no file that can be read.
  Shared read() {
    try (var in = Files.newInputStream(file)) {
      return parse(in.readNBytes(MAX_BYTES)).orElse(Shared.NOTHING);
    } catch (IOException | JsonException _) {
      return Shared.NOTHING; // It is made anew.
    }
  }

  private Optional<Shared> parse(byte[] json) {
    return JsonReader.read(json, LIMITS) instanceof JsonObject object
            && object.get("attempted") instanceof JsonNumber attempted
            && object.get("fetched") instanceof JsonNumber fetched
            && object.string("jwks") instanceof String jwks
            && issuer.equals(object.string("issuer"))
            && attempted.isLong()
            && fetched.isLong()
        ? Optional.of(
            new Shared(
                Instant.ofEpochMilli(attempted.toLong()),
                Instant.ofEpochMilli(fetched.toLong()),
                jwks))
        : Optional.empty();
  }

  /// Changes what is known. Other workers wait meanwhile, as do other threads of this one.
  ///
  /// @return what is known now
  /// @throws IOException when the file cannot be written; what the update gave is lost then
  Shared update(Update update) throws IOException {
    Lock turn = TURNS.computeIfAbsent(lock.toAbsolutePath(), _ -> new ReentrantLock());
    turn.lock();
    try {
      return updateInTurn(update);
    } finally {
      turn.unlock();
    }
  }

  private Shared updateInTurn(Update update) throws IOException {
    Files.createDirectories(
        lock.toAbsolutePath().getParent(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      Shared before = read();
      Shared next = update.next(before);
      if (!next.equals(before)) {
        write(next);
      }
      return next;
    }
  }

  private void write(Shared shared) throws IOException {
    var json =
        JsonObject.builder()
            .put("version", VERSION)
            .put("issuer", issuer)
            .put("attempted", shared.attempted().toEpochMilli())
            .put("fetched", shared.fetched().toEpochMilli())
            .put("jwks", shared.jwks())
            .build();
    Path next = file.resolveSibling(file.getFileName() + ".new");
    Files.write(next, JsonWriter.write(json).getBytes(StandardCharsets.UTF_8));
    try {
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (NoSuchFileException e) {
      throw new IOException("the directory of " + file + " is gone", e);
    }
  }
}
