package org.stepgate.fastcgi;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/// A listening socket, and the file that it has when it is a Unix socket.
///
/// The file is known by its identity, not only by its name: after a restart of the web server the
/// name may belong to somebody else's socket, which must not be unlinked.
final class Listener implements AutoCloseable {
  private static final int BACKLOG = 1024;

  private final ServerSocketChannel channel;
  private final @Nullable Path file;
  private final @Nullable Object fileKey;

  private Listener(ServerSocketChannel channel, @Nullable Path file) throws IOException {
    this.channel = channel;
    this.file = file;
    this.fileKey = file == null ? null : key(file);
  }

  /// Opens the socket, listening.
  ///
  /// @throws IOException when file descriptor 0 is no listening socket, or the address is taken
  static Listener open(ListenAddress address) throws IOException {
    return switch (address) {
      case ListenAddress.Inherited _ -> inherited();
      case ListenAddress.Unix(var path) -> unix(path);
      case ListenAddress.Tcp(var socketAddress) -> {
        var channel = ServerSocketChannel.open();
        try {
          yield new Listener(channel.bind(socketAddress, BACKLOG), null);
        } catch (IOException e) {
          channel.close();
          throw e;
        }
      }
    };
  }

  /// The socket at descriptor 0; the same object at each call.
  static ServerSocketChannel inheritedChannel() throws IOException {
    if (System.inheritedChannel() instanceof ServerSocketChannel channel) {
      return channel;
    }
    throw new BindException(
        "file descriptor 0 is not a listening socket; start the worker from a web server, or give"
            + " a path or an address to listen on");
  }

  private static Listener inherited() throws IOException {
    ServerSocketChannel channel = inheritedChannel();
    boolean hasFile =
        channel.getLocalAddress() instanceof UnixDomainSocketAddress local
            && local.getPath().isAbsolute()
            && Files.exists(local.getPath(), LinkOption.NOFOLLOW_LINKS);
    return new Listener(
        channel,
        hasFile && channel.getLocalAddress() instanceof UnixDomainSocketAddress local
            ? local.getPath()
            : null);
  }

  /// Binds in a directory that only we can enter, so that nobody connects before the mode is set,
  /// and moves the socket to its place.
  private static Listener unix(Path path) throws IOException {
    removeStale(path);
    var directory =
        Files.createTempDirectory(
            path.toAbsolutePath().getParent(),
            ".s",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      var first = directory.resolve("s");
      channel.bind(UnixDomainSocketAddress.of(first), BACKLOG);
      Files.setPosixFilePermissions(first, PosixFilePermissions.fromString("rw-------"));
      Files.move(first, path, StandardCopyOption.ATOMIC_MOVE);
      return new Listener(channel, path);
    } catch (IOException e) {
      channel.close();
      Files.deleteIfExists(directory.resolve("s"));
      throw e;
    } finally {
      Files.deleteIfExists(directory);
    }
  }

  /// Removes a socket that nobody listens on.
  private static void removeStale(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .isOther()) {
      throw new BindException("there is a file that is no socket at " + path);
    }
    try (var _ = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      throw new BindException("another process listens on " + path);
    } catch (ConnectException e) {
      Files.deleteIfExists(path);
    }
  }

  private static @Nullable Object key(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }

  ServerSocketChannel channel() {
    return channel;
  }

  /// The address in the form of the operating system, for logs and tests.
  SocketAddress address() throws IOException {
    return file == null ? channel.getLocalAddress() : UnixDomainSocketAddress.of(file);
  }

  /// Removes the socket's file if it is still ours, so that new clients cannot connect while those
  /// in the backlog still can be accepted. Does nothing for TCP. Safe to call twice.
  void unlink() throws IOException {
    if (file != null
        && fileKey != null
        && Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && fileKey.equals(key(file))) {
      Files.delete(file);
    }
  }

  /// Closes the socket. When it was inherited, descriptors 0, 1 and 2 are gone with it.
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
