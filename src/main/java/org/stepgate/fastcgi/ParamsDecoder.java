package org.stepgate.fastcgi;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Decodes a whole PARAMS stream.
///
/// A declared length is only compared, never allocated: memory is bounded by the bytes that came.
///
/// @spec https://fastcgi-archives.github.io/FastCGI_Specification.html FastCGI 1.0, section 3.4
final class ParamsDecoder {
  private static final int FIRST_CAPACITY = 48;
  private static final int PAIR_INTS = 3;

  /// What came of a stream.
  sealed interface Decoded {
    /// All pairs are sound.
    record Whole(Params params) implements Decoded {}

    /// The stream breaks a rule.
    record Malformed(String reason) implements Decoded {}

    /// A count or a length is over its limit.
    record OverLimit(String reason) implements Decoded {}
  }

  private final byte[] bytes;
  private final FastCgiConfig config;
  private int[] index = new int[FIRST_CAPACITY * PAIR_INTS];
  private int[] hashes = new int[FIRST_CAPACITY];
  private int count;
  private int at;

  private ParamsDecoder(byte[] bytes, FastCgiConfig config) {
    this.bytes = bytes;
    this.config = config;
  }

  /// Decodes `bytes`, which the result keeps.
  static Decoded decode(byte[] bytes, FastCgiConfig config) {
    return new ParamsDecoder(bytes, config).decode();
  }

  private Decoded decode() {
    while (at < bytes.length) {
      long nameBytes = length();
      long valueBytes = length();
      if (nameBytes < 0 || valueBytes < 0 || nameBytes + valueBytes > bytes.length - at) {
        return new Decoded.Malformed("param is longer than its stream");
      }
      if (count == config.maxParams()) {
        return new Decoded.OverLimit("more than " + config.maxParams() + " params");
      }
      if (nameBytes + valueBytes > config.maxParamBytes()) {
        return new Decoded.OverLimit("param longer than " + config.maxParamBytes() + " bytes");
      }
      int name = at;
      int value = at + (int) nameBytes;
      int end = value + (int) valueBytes;
      if (!isText(name, value) || !isText(value, end)) {
        return new Decoded.Malformed("param holds NUL or is not UTF-8");
      }
      if (!add(name, value, end)) {
        return new Decoded.Malformed("param is there twice");
      }
      at = end;
    }
    return new Decoded.Whole(new Params(bytes, index, count));
  }

  /// The length at `at`, of one byte or of four; -1 when the stream ends within it.
  private long length() {
    if (at >= bytes.length) {
      return -1;
    }
    int first = bytes[at++];
    if (first >= 0) {
      return first;
    }
    if (bytes.length - at < 3) {
      return -1;
    }
    return (first & 0x7FL) << 24
        | (bytes[at++] & 0xFF) << 16
        | (bytes[at++] & 0xFF) << 8
        | (bytes[at++] & 0xFF);
  }

  private boolean isText(int start, int end) {
    for (int i = start; i < end; i++) {
      if (bytes[i] <= 0) {
        return bytes[i] != 0 && isUtf8WithoutNul(i, end);
      }
    }
    return true;
  }

  private boolean isUtf8WithoutNul(int start, int end) {
    for (int i = start; i < end; i++) {
      if (bytes[i] == 0) {
        return false;
      }
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, end - start));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /// Adds the pair unless its name is known.
  private boolean add(int name, int value, int end) {
    int hash = 1;
    for (int i = name; i < value; i++) {
      hash = 31 * hash + bytes[i];
    }
    for (int i = 0; i < count; i++) {
      if (hashes[i] == hash
          && Arrays.equals(
              bytes, name, value, bytes, index[i * PAIR_INTS], index[i * PAIR_INTS + 1])) {
        return false;
      }
    }
    if (count == hashes.length) {
      hashes = Arrays.copyOf(hashes, count * 2);
      index = Arrays.copyOf(index, count * 2 * PAIR_INTS);
    }
    hashes[count] = hash;
    index[count * PAIR_INTS] = name;
    index[count * PAIR_INTS + 1] = value;
    index[count * PAIR_INTS + 2] = end;
    count++;
    return true;
  }
}
