package org.stepgate.audit;

import org.stepgate.principal.Principal;

/// Who has done something: issuer and subject of a principal, without its claims.
///
/// @param issuer who vouches for the subject
/// @param subject the name at the issuer
public record Actor(String issuer, String subject) {
  /// The program itself: an execution goes on, a retention ends.
  public static final Actor STEPGATE = new Actor("stepgate:worker", "worker");

  /// Refuses empty texts.
  public Actor {
    if (issuer.isEmpty() || subject.isEmpty()) {
      throw new IllegalArgumentException("an actor has an issuer and a subject");
    }
  }

  /// Who runs a command on this host, by the name of the user.
  public static Actor ofThisHost() {
    String user = System.getProperty("user.name", "");
    return new Actor("stepgate:host", user.isEmpty() ? "unknown" : user);
  }

  /// That of a principal.
  public static Actor of(Principal principal) {
    return new Actor(principal.issuer(), principal.subject());
  }
}
