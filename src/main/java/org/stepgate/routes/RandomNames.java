package org.stepgate.routes;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.stepgate.digest.Base32;
import org.stepgate.digest.Sha256;

/// Names that nobody can guess: 128 bits each, in 26 characters of base32.
///
/// A name is the first half of SHA-256 over a secret of this process and a counter. Without the
/// secret, which has 256 random bits, the names cannot be told from random ones; and unlike a
/// `SecureRandom` shared by all threads, nothing is locked. Safe for use by any thread.
final class RandomNames {
  private static final int SECRET_BYTES = 32;
  private static final int NAME_BYTES = 16;

  private final byte[] secret = new byte[SECRET_BYTES];
  private final AtomicLong counter = new AtomicLong();

  RandomNames(SecureRandom random) {
    random.nextBytes(secret);
  }

  String next() {
    var block = ByteBuffer.allocate(SECRET_BYTES + Long.BYTES);
    block.put(secret).putLong(counter.getAndIncrement());
    return Base32.encode(Sha256.start().digest(block.array()), NAME_BYTES);
  }
}
