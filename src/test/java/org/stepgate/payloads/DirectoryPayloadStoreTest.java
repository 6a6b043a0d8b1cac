package org.stepgate.payloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.payloads.PayloadException.Code;
import org.stepgate.payloads.PayloadStore.Swept;

final class DirectoryPayloadStoreTest {
  private static final String ABC_SHA256 =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path parent;

  private Instant now = START;

  private PayloadsConfig config() {
    return PayloadsConfig.defaults().withDirectory(parent.resolve("payloads"));
  }

  private DirectoryPayloadStore store() {
    return DirectoryPayloadStore.open(config(), () -> now);
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String read(PayloadStore store, PayloadReference reference) throws IOException {
    try (InputStream content = store.open(reference)) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Path file(PayloadReference reference) {
    return DirectoryPayloadStore.path(config().directory(), reference.sha256());
  }

  private List<Path> files() throws IOException {
    try (var files = Files.walk(config().directory())) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static void assertFails(Code code, Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            PayloadException.class, fault -> assertThat(fault.code()).isEqualTo(code));
  }

  @Test
  void store_content_isReadBackByItsReference() throws IOException {
    var store = store();

    PayloadReference reference = store.store(bytes("abc"), "text/plain");

    assertThat(reference.sha256()).isEqualTo(ABC_SHA256);
    assertThat(reference.bytes()).isEqualTo(3);
    assertThat(reference.contentType()).isEqualTo("text/plain");
    assertThat(reference.uri()).hasToString("urn:stepgate:payload:" + ABC_SHA256);
    assertThat(read(store(), PayloadReference.fromJson(reference.toJson()))).isEqualTo("abc");
  }

  @Test
  void store_content_isForTheOwnerOnly() throws IOException {
    PayloadReference reference = store().store(bytes("abc"), "text/plain");

    assertThat(files()).containsExactly(file(reference));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file(reference))))
        .isEqualTo("rw-------");
    for (Path at = file(reference).getParent(); !at.equals(parent); at = at.getParent()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(at)))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void store_sameContentAgain_isKeptOnceAndRenewed() throws IOException {
    var store = store();
    PayloadReference first = store.store(bytes("abc"), "text/plain");
    now = now.plus(DAY);

    PayloadReference again = store().store(bytes("abc"), "text/html");

    assertThat(again.sha256()).isEqualTo(first.sha256());
    assertThat(files()).containsExactly(file(first));
    assertThat(Files.getLastModifiedTime(file(first)).toInstant()).isEqualTo(now);
  }

  @Test
  void store_overADamagedFile_replacesIt() throws IOException {
    var store = store();
    PayloadReference reference = store.store(bytes("abc"), "text/plain");
    Files.writeString(file(reference), "ab");

    store.store(bytes("abc"), "text/plain");

    assertThat(read(store, reference)).isEqualTo("abc");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 99_999, 100_000})
  void store_upToTheLimit_isAccepted(int length) throws IOException {
    var store = DirectoryPayloadStore.open(config().withMaxBytes(100_000), () -> now);

    PayloadReference reference = store.store(bytes("x".repeat(length)), "text/plain");

    assertThat(reference.bytes()).isEqualTo(length);
    assertThat(read(store, reference)).hasSize(length);
  }

  @Test
  void store_pastTheLimit_isRefusedAndLeavesNothing() throws IOException {
    var store = DirectoryPayloadStore.open(config().withMaxBytes(100_000), () -> now);

    assertFails(Code.TOO_LARGE, () -> store.store(bytes("x".repeat(100_001)), "text/plain"));

    assertThat(files()).isEmpty();
  }

  @Test
  void store_sourceFails_leavesNothing() throws IOException {
    var store = store();
    var broken =
        new FilterInputStream(bytes("abc")) {
          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            throw new IOException("the client went away");
          }
        };

    assertFails(Code.SOURCE_FAILED, () -> store.store(broken, "text/plain"));

    assertThat(files()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Code.class,
      names = {"STORE_FULL", "STORE_FAILED"})
  void store_diskFails_saysWhichWayAndLeavesNothing(Code code) throws IOException {
    var disk =
        new DirectoryPayloadStore.Disk() {
          private int writes;

          @Override
          public void write(FileChannel file, ByteBuffer buffer) throws IOException {
            if (++writes > 1) {
              throw new IOException("injected");
            }
            file.write(buffer);
          }

          @Override
          public long usableBytes(Path file) {
            return code == Code.STORE_FULL ? 4_096 : 1L << 30;
          }
        };
    var store = new DirectoryPayloadStore(config(), () -> now, disk);

    assertFails(code, () -> store.store(bytes("x".repeat(200_000)), "text/plain"));

    assertThat(files()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\nb", "é", " text/plain"})
  void store_badContentType_isRefusedBeforeReading(String contentType) throws IOException {
    var store = store();

    assertThatThrownBy(() -> store.store(InputStream.nullInputStream(), contentType))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(files()).isEmpty();
  }

  @Test
  void open_unknownPayload_isNotFound() {
    var store = store();
    PayloadReference reference = store.store(bytes("abc"), "text/plain");
    var unknown =
        new PayloadReference(
            java.net.URI.create("urn:stepgate:payload:" + "0".repeat(64)),
            "0".repeat(64),
            3,
            "text/plain");
    var elsewhere =
        new PayloadReference(
            java.net.URI.create("s3://bucket/key"), reference.sha256(), 3, "text/plain");

    assertFails(Code.NOT_FOUND, () -> store.open(unknown));
    assertFails(Code.NOT_FOUND, () -> store.open(elsewhere));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ab", "abd", "abcd"})
  void open_damagedContent_failsAtTheEndAtTheLatest(String damaged) throws IOException {
    var store = store();
    PayloadReference reference = store.store(bytes("abc"), "text/plain");
    Files.writeString(file(reference), damaged);

    assertThatThrownBy(() -> read(store, reference))
        .isInstanceOfSatisfying(
            PayloadException.class, fault -> assertThat(fault.code()).isEqualTo(Code.CORRUPT))
        .hasMessageContaining(reference.sha256());
  }

  @Test
  void open_readByteByByteOrSkipped_isCheckedToo() throws IOException {
    var store = store();
    PayloadReference reference = store.store(bytes("abc"), "text/plain");

    try (InputStream content = store.open(reference)) {
      assertThat(content.read()).isEqualTo('a');
      assertThat(content.skip(1)).isEqualTo(1);
      assertThat(content.read()).isEqualTo('c');
      assertThat(content.read()).isEqualTo(-1);
      assertThat(content.read()).isEqualTo(-1);
      assertThat(content.markSupported()).isFalse();
    }
  }

  @Test
  void open_symbolicLink_isNotFollowed() throws IOException {
    var store = store();
    PayloadReference reference = store.store(bytes("abc"), "text/plain");
    Path outside = Files.writeString(parent.resolve("outside"), "abc");
    Files.delete(file(reference));
    Files.createSymbolicLink(file(reference), outside);

    assertFails(Code.STORE_FAILED, () -> store.open(reference));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxrwx---", "rwx---r--", "rwx-----x"})
  void open_directoryThatOthersMayEnter_isRefused(String permissions) throws IOException {
    Path directory = Files.createDirectory(config().directory());
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(permissions));

    assertFails(Code.UNSAFE_DIRECTORY, this::store);
  }

  @Test
  void open_directoryThatIsAFile_fails() throws IOException {
    Files.createFile(config().directory());

    assertFails(Code.STORE_FAILED, this::store);
  }

  @Test
  void sweep_payloads_removesTheOldOnesThatNothingRefersTo() throws IOException {
    var store = store();
    PayloadReference referenced = store.store(bytes("referenced"), "text/plain");
    PayloadReference old = store.store(bytes("old"), "text/plain");
    PayloadReference renewed = store.store(bytes("renewed"), "text/plain");
    now = now.plus(DAY);
    store.store(bytes("renewed"), "text/plain");
    PayloadReference fresh = store.store(bytes("fresh"), "text/plain");

    Swept swept = store.sweep(now, referenced.sha256()::equals);

    assertThat(swept).isEqualTo(new Swept(1, 3, 0));
    assertThat(files()).containsExactlyInAnyOrder(file(referenced), file(renewed), file(fresh));
    assertFails(Code.NOT_FOUND, () -> store.open(old));
    assertThat(store.store(bytes("old"), "text/plain")).isEqualTo(old);
    assertThat(read(store, old)).isEqualTo("old");
  }

  @Test
  void sweep_whileAStreamIsOpen_theStreamGoesOn() throws IOException {
    var store = store();
    PayloadReference reference = store.store(bytes("abc"), "text/plain");

    try (InputStream content = store.open(reference)) {
      store.sweep(now.plus(DAY), _ -> false);

      assertThat(content.readAllBytes()).hasSize(3);
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void sweep_payloadStoredAgainBeforeItIsTakenOut_isPutBack() throws IOException {
    var store = store();
    PayloadReference reference = store.store(bytes("abc"), "text/plain");
    Instant olderThan = now.plusSeconds(1);

    // The predicate runs between the look at the time and the rename.
    Swept swept =
        store.sweep(
            olderThan,
            _ -> {
              now = START.plus(DAY);
              store.store(bytes("abc"), "text/plain");
              return false;
            });

    assertThat(swept).isEqualTo(new Swept(0, 0, 0));
    assertThat(read(store, reference)).isEqualTo("abc");
    assertThat(files()).containsExactly(file(reference));
  }

  @Test
  void sweep_leftoversOfTheDead_areRemovedOrPutBack() throws IOException {
    var store = store();
    PayloadReference interrupted = store.store(bytes("interrupted"), "text/plain");
    PayloadReference gone = store.store(bytes("gone"), "text/plain");
    now = now.plus(DAY);
    Path leaving = config().directory().resolve("leaving");
    Path writing = config().directory().resolve("writing");
    Files.setLastModifiedTime(file(interrupted), FileTime.from(now));
    Files.move(file(interrupted), leaving.resolve(interrupted.sha256() + ".x"));
    Files.move(file(gone), leaving.resolve(gone.sha256() + ".x"));
    Files.createFile(leaving.resolve("rubbish"));
    Path dead = Files.createFile(writing.resolve("dead"));
    Path alive = Files.createFile(writing.resolve("alive"));
    Files.setLastModifiedTime(dead, FileTime.from(now.minus(Duration.ofMinutes(61))));
    Files.setLastModifiedTime(alive, FileTime.from(now.minus(Duration.ofMinutes(59))));

    assertThat(read(store, interrupted)).isEqualTo("interrupted");
    Swept swept = store.sweep(now, _ -> false);

    assertThat(swept.leftovers()).isEqualTo(4);
    assertThat(files()).containsExactlyInAnyOrder(file(interrupted), alive);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void storeOpenSweep_anyOrder_keepsWhatIsYoungOrReferenced(long seed) throws IOException {
    var random = new Random(seed);
    var store = store();
    Map<PayloadReference, Instant> stored = new HashMap<>();
    for (int i = 0; i < 60; i++) {
      now = now.plusSeconds(random.nextInt(100));
      if (random.nextInt(10) > 0) {
        String text = "payload " + random.nextInt(30);
        stored.put(store.store(bytes(text), "text/plain"), now);
      } else {
        Instant olderThan = now.minusSeconds(random.nextInt(1_000));
        char kept = "0123456789abcdef".charAt(random.nextInt(16));
        store.sweep(olderThan, sha256 -> sha256.charAt(0) == kept);
        stored
            .entrySet()
            .removeIf(each ->
                each.getValue().isBefore(olderThan) && each.getKey().sha256().charAt(0) != kept);
      }
      assertThat(files())
          .containsExactlyInAnyOrderElementsOf(stored.keySet().stream().map(this::file).toList());
    }
  }

  @Test
  void twoStoresOnOneDirectory_oneStoresWhatTheOthersSweep_losesNothing() throws Exception {
    var first = DirectoryPayloadStore.open(config(), () -> START);
    var writer = DirectoryPayloadStore.open(config(), () -> START.plus(DAY));
    var sweepers = List.of(store(), store());
    int rounds = 60;
    int readers = 2;

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < rounds; round++) {
        String text = "payload " + round;
        PayloadReference reference = first.store(bytes(text), "text/plain");
        var start = new CyclicBarrier(sweepers.size() + 1 + readers);
        var tasks = new ArrayList<Future<String>>();
        for (var sweeper : sweepers) {
          tasks.add(
              threads.submit(() -> {
                start.await();
                sweeper.sweep(START.plus(Duration.ofHours(1)), _ -> false);
                return text;
              }));
        }
        for (int i = 0; i < 1 + readers; i++) {
          tasks.add(
              threads.submit(() -> {
                start.await();
                return read(writer, writer.store(bytes(text), "text/plain"));
              }));
        }
        for (Future<String> task : tasks) {
          assertThat(task.get()).isEqualTo(text);
        }
        assertThat(read(first, reference)).isEqualTo(text);
      }
    }

    assertThat(files())
        .hasSize(rounds)
        .allSatisfy(file -> assertThat(file.getFileName().toString()).hasSize(64));
  }
}
