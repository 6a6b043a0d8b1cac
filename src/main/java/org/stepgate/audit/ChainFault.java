package org.stepgate.audit;

/// The first bad record of a chain.
///
/// @param chain the name of the chain
/// @param sequence the number of the record that is bad, or that is missing
/// @param kind what is wrong
/// @param text the same in words
public record ChainFault(String chain, long sequence, Kind kind, String text) {
  /// What can be wrong.
  public enum Kind {
    /// The record is not what its hash is of, or does not follow the one before it.
    EDITED,
    /// There is none of that number.
    MISSING,
    /// It stands elsewhere.
    REORDERED,
    /// The chain ends before a head that is known.
    TRUNCATED,
    /// The chain fits, but it is another one than that whose head is known.
    REWRITTEN
  }

  @Override
  public String toString() {
    return chain + " record " + sequence + ": " + text;
  }
}
