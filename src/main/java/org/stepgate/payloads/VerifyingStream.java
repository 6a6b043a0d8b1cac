package org.stepgate.payloads;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.stepgate.digest.Sha256;

/// A payload that is compared with its reference while it is read. Confined to one thread.
final class VerifyingStream extends FilterInputStream {
  private static final int SKIP_BYTES = 8_192;

  private final PayloadReference reference;
  private final MessageDigest digest;
  private long count;
  private boolean verified;

  VerifyingStream(InputStream file, PayloadReference reference) {
    super(file);
    this.reference = reference;
    this.digest = Sha256.start();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    if (read < 0) {
      verify();
      return read;
    }
    digest.update(buffer, offset, read);
    count += read;
    if (count > reference.bytes()) {
      throw PayloadException.corrupt(reference, "it is longer than " + reference.bytes());
    }
    return read;
  }

  private void verify() {
    if (verified) {
      return;
    }
    if (count != reference.bytes()) {
      throw PayloadException.corrupt(reference, "it has " + count + " bytes");
    }
    if (!HexFormat.of().formatHex(digest.digest()).equals(reference.sha256())) {
      throw PayloadException.corrupt(reference, "its hash is another");
    }
    verified = true;
  }

  /// Skips by reading, as what is skipped counts too.
  @Override
  public long skip(long wanted) throws IOException {
    byte[] buffer = new byte[SKIP_BYTES];
    int read = wanted <= 0 ? 0 : read(buffer, 0, (int) Math.min(wanted, buffer.length));
    return Math.max(0, read);
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
