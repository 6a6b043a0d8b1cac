package org.stepgate.chaos;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import org.stepgate.site.Programs;

/// A small disk of its own: ext4 in a file, mounted. It is unmounted when this is closed or the
/// process ends.
final class LoopDisk implements AutoCloseable {
  private static final int BLOCK_BYTES = 4096;
  private static final int TRY_MEGABYTES = 4;
  private static final String FILLER = "filler";

  private final Path image;
  private final Path folder;
  private final Thread atExit = new Thread(this::unmountQuietly, "unmount");

  private LoopDisk(Path image, Path folder) {
    this.image = image;
    this.folder = folder;
  }

  /// Why there can be none; empty when there can.
  static Optional<String> obstacle() {
    Path directory = null;
    try {
      directory = Files.createTempDirectory(Path.of("/tmp"), "sg-disk-");
      try (var _ = make(directory.resolve("image"), directory.resolve("disk"), TRY_MEGABYTES)) {
        return Optional.empty();
      } finally {
        Files.deleteIfExists(directory.resolve("disk"));
        Files.deleteIfExists(directory.resolve("image"));
        Files.deleteIfExists(directory);
      }
    } catch (IOException e) {
      return Optional.of("no file can be mounted as a disk here: " + e.getMessage());
    }
  }

  /// Makes a file system and mounts it.
  ///
  /// @param image the file, which is made
  /// @param folder where it is mounted, which is made if it is missing
  static LoopDisk make(Path image, Path folder, int megabytes) throws IOException {
    try (var file =
        FileChannel.open(image, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.allocate(1), ((long) megabytes << 20) - 1);
    }
    // No block is kept for root, who would find space where nobody else does.
    run("mkfs.ext4", "-q", "-F", "-m", "0", image.toString());
    return mount(image, folder);
  }

  /// Mounts the file system of a file.
  static LoopDisk mount(Path image, Path folder) throws IOException {
    Files.createDirectories(folder);
    run("mount", "-o", "loop", image.toString(), folder.toString());
    var disk = new LoopDisk(image, folder);
    Runtime.getRuntime().addShutdownHook(disk.atExit);
    return disk;
  }

  /// Where it is mounted.
  Path folder() {
    return folder;
  }

  /// The file that it is in.
  Path image() {
    return image;
  }

  /// Takes all the space that is left.
  void fill() throws IOException {
    try (var file =
        FileChannel.open(
            folder.resolve(FILLER), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (int size = BLOCK_BYTES << 8; size >= BLOCK_BYTES; size /= 2) {
        append(file, size);
      }
    }
  }

  private static void append(FileChannel file, int size) throws IOException {
    while (true) {
      try {
        int written = file.write(ByteBuffer.allocate(size));
        // What was promised for later writes is only taken from the disk by this.
        file.force(false);
        if (written < size) {
          return;
        }
      } catch (IOException e) {
        return;
      }
    }
  }

  /// Gives back what [#fill] took.
  void free() throws IOException {
    Files.deleteIfExists(folder.resolve(FILLER));
  }

  /// Lets all writes that are under way come to their end and no other begin, runs something, and
  /// lets writes go on.
  void frozen(Action action) throws Exception {
    run("fsfreeze", "--freeze", folder.toString());
    try {
      action.run();
    } finally {
      run("fsfreeze", "--unfreeze", folder.toString());
    }
  }

  /// What is done meanwhile.
  interface Action {
    void run() throws Exception;
  }

  private static void run(String... command) throws IOException {
    try {
      var ended = Programs.run(Map.of(), command);
      if (ended.exitCode() != 0) {
        throw new IOException(String.join(" ", command) + ": " + ended.err().strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while it ran: " + String.join(" ", command));
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("it did not end: " + String.join(" ", command), e);
    }
  }

  private void unmountQuietly() {
    try {
      run("umount", "--lazy", folder.toString());
    } catch (IOException e) {
      System.err.println("left mounted: " + folder + ": " + e.getMessage());
    }
  }

  /// Unmounts it, also when somebody still has a file of it open, who then keeps it until he closes
  /// it. The file stays.
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
      unmountQuietly();
    } catch (IllegalStateException e) {
      // The process ends, and the hook unmounts it.
    }
  }
}
