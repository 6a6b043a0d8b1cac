package org.stepgate.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.Arrays;
import java.util.HexFormat;
import org.stepgate.digest.Sha256;

/// The body of a request: small ones in memory, large ones in a file that belongs to the request.
///
/// The file is deleted when the handler has returned; who wants to keep it moves it away before.
public sealed interface Body {
  /// No bytes.
  static Body empty() {
    return InMemory.EMPTY;
  }

  /// A body in memory. The array is copied.
  static Body of(byte[] bytes) {
    return new InMemory(bytes.clone());
  }

  /// A body in memory, the UTF-8 form of `text`.
  static Body of(String text) {
    return new InMemory(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Number of bytes.
  long bytes();

  /// A new stream over the whole body, to be closed by the caller. May be called several times.
  ///
  /// @throws IOException when the spooled file cannot be opened
  InputStream openStream() throws IOException;

  /// Removes the spooled file if it is still there. Safe to call twice.
  ///
  /// @throws IOException when the file cannot be deleted
  void delete() throws IOException;

  /// Whether there are no bytes.
  default boolean isEmpty() {
    return bytes() == 0;
  }

  /// The whole body as an array of its own.
  ///
  /// @param limitBytes the most that the caller can take
  /// @throws ProblemException 413 when the body is larger than `limitBytes`
  default byte[] toBytes(int limitBytes) {
    if (bytes() > limitBytes) {
      throw ProblemException.contentTooLarge(limitBytes);
    }
    try (var in = openStream()) {
      return in.readNBytes(limitBytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// SHA-256 over the whole body, 64 lower-case hexadecimal digits. Read anew at each call.
  default String sha256() {
    try (var in = new DigestInputStream(openStream(), Sha256.start())) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A body in memory.
  final class InMemory implements Body {
    private static final InMemory EMPTY = new InMemory(new byte[0]);
    private final byte[] content;

    InMemory(byte[] content) {
      this.content = content;
    }

    @Override
    public long bytes() {
      return content.length;
    }

    @Override
    public InputStream openStream() {
      return new ByteArrayInputStream(content);
    }

    @Override
    public byte[] toBytes(int limitBytes) {
      if (content.length > limitBytes) {
        throw ProblemException.contentTooLarge(limitBytes);
      }
      return content.clone();
    }

    @Override
    public void delete() {}

    @Override
    public boolean equals(Object other) {
      return other instanceof InMemory that && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
      return "Body[" + content.length + " bytes in memory]";
    }
  }

  /// A body in a file.
  ///
  /// @param file the file, readable by this process only
  /// @param bytes its size
  record Spooled(Path file, long bytes) implements Body {
    @Override
    public InputStream openStream() throws IOException {
      return Files.newInputStream(file);
    }

    @Override
    public void delete() throws IOException {
      Files.deleteIfExists(file);
    }
  }
}
