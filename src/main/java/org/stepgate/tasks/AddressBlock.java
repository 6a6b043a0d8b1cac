package org.stepgate.tasks;

import java.net.InetAddress;

/// A block of addresses, such as `10.0.0.0/8` or `fd00::/8`.
///
/// @param network an address of the block; bits behind the prefix do not matter
/// @param prefixBits how many leading bits an address shares with `network`: 0 to 32, or to 128
public record AddressBlock(InetAddress network, int prefixBits) {
  /// Checks the length of the prefix.
  public AddressBlock {
    if (prefixBits < 0 || prefixBits > network.getAddress().length * Byte.SIZE) {
      throw new IllegalArgumentException(
          "prefix length is %d, expected 0 to %d"
              .formatted(prefixBits, network.getAddress().length * Byte.SIZE));
    }
  }

  /// Reads a block in CIDR notation; an address without `/` is a block of one.
  ///
  /// @throws IllegalArgumentException when it is no such text
  public static AddressBlock parse(String text) {
    int slash = text.indexOf('/');
    InetAddress network = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
    int all = network.getAddress().length * Byte.SIZE;
    return new AddressBlock(network, slash < 0 ? all : Integer.parseInt(text.substring(slash + 1)));
  }

  /// True when the address is in this block; false for an address of the other family.
  public boolean contains(InetAddress address) {
    byte[] mine = network.getAddress();
    byte[] other = address.getAddress();
    if (mine.length != other.length) {
      return false;
    }
    int bits = prefixBits;
    for (int i = 0; i < mine.length && bits > 0; i++, bits -= Byte.SIZE) {
      int mask = bits >= Byte.SIZE ? 0xFF : 0xFF << (Byte.SIZE - bits) & 0xFF;
      if (((mine[i] ^ other[i]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  /// The block in CIDR notation.
  @Override
  public String toString() {
    return network.getHostAddress() + "/" + prefixBits;
  }
}
