package org.stepgate.identity;

import java.math.BigInteger;
import java.util.BitSet;
import java.util.List;

/// Tells RSA keys that were made by the flawed library of CVE-2017-15361: their private half can be
/// computed.
///
/// Its primes are k·M + 65537^a mod M, M being a product of small primes, so the modulus is a power
/// of 65537 modulo each of them. Other keys pass that test for all of these primes once in 2^27.
final class RocaKeys {
  private static final int GENERATOR = 65_537;
  private static final List<Integer> PRIMES =
      List.of(11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157);

  private RocaKeys() {}

  static boolean isOne(BigInteger modulus) {
    return PRIMES.stream()
        .allMatch(
            prime -> powers(prime).get(modulus.mod(BigInteger.valueOf(prime)).intValueExact()));
  }

  /// The remainders of all powers of the generator.
  private static BitSet powers(int prime) {
    var powers = new BitSet(prime);
    for (int power = 1; !powers.get(power); power = power * (GENERATOR % prime) % prime) {
      powers.set(power);
    }
    return powers;
  }
}
