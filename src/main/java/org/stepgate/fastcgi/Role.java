package org.stepgate.fastcgi;

import java.util.Optional;

/// What the web server wants of the application. The role Filter is not offered.
///
/// @spec https://fastcgi-archives.github.io/FastCGI_Specification.html FastCGI 1.0, section 6
public enum Role {
  /// Answers the request.
  RESPONDER,
  /// Says whether the request may go on; has no body.
  AUTHORIZER;

  /// The role with this number on the wire; empty for all others.
  static Optional<Role> of(int number) {
    return switch (number) {
      case 1 -> Optional.of(RESPONDER);
      case 2 -> Optional.of(AUTHORIZER);
      default -> Optional.empty();
    };
  }
}
