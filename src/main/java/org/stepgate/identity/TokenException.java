package org.stepgate.identity;

import java.io.Serial;

/// A token proves nothing. The message is for the client: it repeats nothing of the token and fits
/// into a header field.
final class TokenException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final Reason reason;

  /// Why a token is refused.
  enum Reason {
    /// It is wrong, and will be.
    INVALID,
    /// It cannot be verified at the moment.
    UNDECIDED
  }

  private TokenException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  static TokenException invalid(String message) {
    return new TokenException(Reason.INVALID, message);
  }

  static TokenException malformed() {
    return invalid("The token is not a signed JWT in compact form");
  }

  /// The keys of the issuer were never had.
  static TokenException keysMissing() {
    return new TokenException(Reason.UNDECIDED, "The keys of the issuer cannot be had");
  }

  Reason reason() {
    return reason;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
