package org.stepgate.payloads;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// A payload cannot be stored or read. The message is for the log and names no path but the store's
/// own files.
public final class PayloadException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /// What went wrong.
  public enum Code {
    /// The content is larger than the store takes.
    TOO_LARGE,
    /// The content could not be read from where it comes from, as when a client goes away.
    SOURCE_FAILED,
    /// There is no such payload in this store, or no longer.
    NOT_FOUND,
    /// What is stored is not what was stored: another length or hash.
    CORRUPT,
    /// No space is left.
    STORE_FULL,
    /// The store cannot be reached or written.
    STORE_FAILED,
    /// The store's directory belongs to someone else, or others may enter it.
    UNSAFE_DIRECTORY
  }

  private final Code code;

  private PayloadException(Code code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /// What went wrong.
  public Code code() {
    return code;
  }

  static PayloadException tooLarge(long maxBytes) {
    return new PayloadException(
        Code.TOO_LARGE, "the payload is larger than " + maxBytes + " bytes", null);
  }

  static PayloadException sourceFailed(IOException cause) {
    return new PayloadException(
        Code.SOURCE_FAILED, "the payload could not be read from its source", cause);
  }

  static PayloadException notFound(PayloadReference reference) {
    return new PayloadException(
        Code.NOT_FOUND, "there is no payload " + reference.sha256() + " in this store", null);
  }

  static PayloadException corrupt(PayloadReference reference, String what) {
    return new PayloadException(
        Code.CORRUPT,
        "payload " + reference.sha256() + " is damaged: " + what + "; restore it from a backup",
        null);
  }

  static PayloadException storeFull(IOException cause) {
    return new PayloadException(
        Code.STORE_FULL, "no space is left for payloads; free some or sweep the store", cause);
  }

  static PayloadException storeFailed(IOException cause) {
    return new PayloadException(
        Code.STORE_FAILED, "the payload store failed: " + cause.getMessage(), cause);
  }

  static PayloadException unsafeDirectory(String what) {
    return new PayloadException(Code.UNSAFE_DIRECTORY, what, null);
  }
}
