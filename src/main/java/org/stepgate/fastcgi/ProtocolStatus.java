package org.stepgate.fastcgi;

/// How a request ended, at the level of the protocol.
///
/// @spec https://fastcgi-archives.github.io/FastCGI_Specification.html FastCGI 1.0, section 5.5
enum ProtocolStatus {
  REQUEST_COMPLETE(0),
  CANT_MPX_CONN(1),
  OVERLOADED(2),
  UNKNOWN_ROLE(3);

  private final int number;

  ProtocolStatus(int number) {
    this.number = number;
  }

  /// The number on the wire.
  int number() {
    return number;
  }
}
