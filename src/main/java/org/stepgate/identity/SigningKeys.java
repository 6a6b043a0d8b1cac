package org.stepgate.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The keys that Stepgate signs with, in a file of the state directory that all workers of a pool
/// share, readable by its owner alone. The first who needs one makes it.
///
/// A new key is published at once and signs once [#PUBLISHED_BEFORE] has passed, when those who
/// verify can know it. An old one stays published for [#KEPT_AFTER] after it has signed the last
/// time. Safe for any thread and process.
final class SigningKeys {
  /// How long a key is published before it signs.
  static final Duration PUBLISHED_BEFORE = Duration.ofMinutes(10);

  /// How long a key is published after another one has taken its place.
  static final Duration KEPT_AFTER = Duration.ofHours(1);

  private static final String FILE = "workflow-keys.json";
  private static final String LOCK = FILE + ".lock";
  private static final int MAX_BYTES = 64 << 10;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final Path file;
  private volatile @Nullable Read latest;

  /// What was read, and of which file: each change makes another one, and two may be made at the
  /// same time as the file system counts it.
  private record Read(@Nullable Object file, FileTime time, List<ECKey> keys) {
    Read {
      keys = List.copyOf(keys);
    }
  }

  /// Nothing is read or made yet.
  SigningKeys(Path stateDirectory) {
    file = stateDirectory.resolve(FILE);
  }

  /// The key that signs now.
  ///
  /// @throws IOException when the keys can neither be read nor made
  ECKey signing(Instant now) throws IOException {
    List<ECKey> keys = keys(now);
    return keys.reversed().stream()
        .filter(key -> !madeAt(key).plus(PUBLISHED_BEFORE).isAfter(now))
        .findFirst()
        .orElse(keys.getFirst());
  }

  /// The public keys, as a JWK set in UTF-8.
  ///
  /// @throws IOException when the keys can neither be read nor made
  byte[] published(Instant now) throws IOException {
    List<JWK> keys = keys(now).stream().<JWK>map(ECKey::toPublicJWK).toList();
    return new JWKSet(keys).toString().getBytes(StandardCharsets.UTF_8);
  }

  /// Makes a further key, and drops those that nobody needs any more.
  ///
  /// @throws IOException when the keys can be neither read nor written
  WorkflowIssuer.Rotation rotate(Instant now) throws IOException {
    var before = new ArrayList<String>();
    List<ECKey> keys = changed(now, true, before);
    before.removeAll(keys.stream().map(ECKey::getKeyID).toList());
    return new WorkflowIssuer.Rotation(keys.getLast().getKeyID(), before, keys.size());
  }

  /// The keys, oldest first; one at least.
  private List<ECKey> keys(Instant now) throws IOException {
    try {
      return read();
    } catch (NoSuchFileException _) {
      return changed(now, false, new ArrayList<>());
    }
  }

  /// @param before takes the ids of the keys that there were
  private List<ECKey> changed(Instant now, boolean further, List<String> before)
      throws IOException {
    synchronized (this) {
      try (FileChannel channel =
              FileChannel.open(
                  file.resolveSibling(LOCK),
                  Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                  PosixFilePermissions.asFileAttribute(OWNER_ONLY));
          FileLock _ = channel.lock()) {
        List<ECKey> keys = new ArrayList<>();
        if (Files.exists(file)) {
          keys.addAll(read());
          keys.forEach(key -> before.add(key.getKeyID()));
        }
        if (keys.isEmpty() || further) {
          keys.add(newKey(now));
          write(needed(keys, now));
        }
        return read();
      }
    }
  }

  /// A key is needed as long as its successor does not sign, and a while after.
  private static List<ECKey> needed(List<ECKey> keys, Instant now) {
    var needed = new ArrayList<ECKey>();
    for (int i = 0; i < keys.size(); i++) {
      if (i == keys.size() - 1
          || madeAt(keys.get(i + 1)).plus(PUBLISHED_BEFORE).plus(KEPT_AFTER).isAfter(now)) {
        needed.add(keys.get(i));
      }
    }
    return needed;
  }

  private static Instant madeAt(ECKey key) {
    Date made = key.getIssueTime();
    return made == null ? Instant.EPOCH : made.toInstant();
  }

  private List<ECKey> read() throws IOException {
    PosixFileAttributes now = Files.readAttributes(file, PosixFileAttributes.class);
    Read known = latest;
    if (known != null
        && known.time().equals(now.lastModifiedTime())
        && Objects.equals(known.file(), now.fileKey())) {
      return known.keys();
    }
    if (!now.permissions().equals(OWNER_ONLY)) {
      throw new IOException(file + " must be readable by its owner alone (mode 0600)");
    }
    try (var in = Files.newInputStream(file)) {
      JWKSet set = JWKSet.parse(new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8));
      List<ECKey> keys =
          set.getKeys().stream()
              .map(JWK::toECKey)
              .sorted(Comparator.comparing(SigningKeys::madeAt))
              .toList();
      if (keys.isEmpty()) {
        throw new IOException(file + " holds no key; remove it, and another one is made");
      }
      latest = new Read(now.fileKey(), now.lastModifiedTime(), keys);
      return keys;
    } catch (ParseException | ClassCastException e) {
      throw new IOException(file + " holds no keys; remove it, and another one is made", e);
    }
  }

  private void write(List<ECKey> keys) throws IOException {
    Path made =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            FILE,
            ".new",
            PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    Files.writeString(made, new JWKSet(List.<JWK>copyOf(keys)).toString(false));
    Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    latest = null;
  }

  private static ECKey newKey(Instant now) {
    try {
      return new ECKeyGenerator(Curve.P_256)
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.ES256)
          .keyIDFromThumbprint(true)
          .issueTime(Date.from(now))
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("every Java platform has P-256", e);
    }
  }
}
