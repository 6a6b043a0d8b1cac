package org.stepgate.payloads;

import java.io.InputStream;
import java.time.Instant;
import java.util.function.Predicate;

/// Keeps payloads by the hash of their content. The same content is kept once, whoever stores it.
public interface PayloadStore {

  /// Stores what the stream holds to its end; the caller closes it.
  ///
  /// Returns once the payload is on disk to stay. May be repeated: content that is there already is
  /// kept as if stored now. When it fails nothing is left behind that anybody could read.
  ///
  /// @param contentType as [PayloadReference#contentType]
  /// @throws PayloadException TOO_LARGE, SOURCE_FAILED, STORE_FULL or STORE_FAILED
  /// @throws IllegalArgumentException when the content type is none, before anything is read
  PayloadReference store(InputStream content, String contentType);

  /// Opens a payload; the caller closes the stream.
  ///
  /// Length and hash are checked while it is read: the read that comes to the end, or past the
  /// expected length, throws a [PayloadException] with CORRUPT when they are wrong. Who acts on the
  /// content before has to be able to take it back. A stream that is open goes on when the payload
  /// is swept.
  ///
  /// @throws PayloadException NOT_FOUND, CORRUPT or STORE_FAILED
  InputStream open(PayloadReference reference);

  /// Removes each payload that was last stored before `olderThan` and is not referenced, and what
  /// writers that died have left. Never removes one that is stored again meanwhile. May run beside
  /// everything else, also in several processes.
  ///
  /// @param stillReferenced answers for a SHA-256 whether anything refers to that payload
  /// @throws PayloadException STORE_FAILED; what was removed before stays removed
  Swept sweep(Instant olderThan, Predicate<String> stillReferenced);

  /// What a sweep removed.
  ///
  /// @param payloads how many payloads
  /// @param bytes their length together
  /// @param leftovers how many files of writers or sweepers that died
  record Swept(long payloads, long bytes, long leftovers) {}
}
