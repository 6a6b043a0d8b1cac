package org.stepgate.audit;

/// A record as it is kept: its number, its hash and its text, on one line.
///
/// @param head number and hash of the record
/// @param text of the record
public record ChainLine(ChainHead head, String text) {
  /// The line without its end.
  @Override
  public String toString() {
    return head.sequence() + " " + head.hash() + " " + text;
  }

  /// The next line of a chain.
  public static ChainLine after(ChainHead before, String text) {
    return new ChainLine(before.with(text), text);
  }

  /// The line that a text is.
  ///
  /// @throws IllegalArgumentException when it is none
  public static ChainLine parse(String line) {
    int number = line.indexOf(' ');
    int hash = line.indexOf(' ', number + 1);
    if (number <= 0 || hash < 0) {
      throw new IllegalArgumentException("a line has the form NUMBER HASH RECORD");
    }
    ChainHead head =
        ChainHead.parse(line.substring(0, number) + ":" + line.substring(number + 1, hash));
    return new ChainLine(head, line.substring(hash + 1));
  }
}
