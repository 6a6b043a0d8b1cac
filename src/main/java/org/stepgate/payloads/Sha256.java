package org.stepgate.payloads;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The hash that names payloads.
final class Sha256 {
  private Sha256() {}

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("each Java runtime has SHA-256", e);
    }
  }
}
