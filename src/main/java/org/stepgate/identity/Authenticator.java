package org.stepgate.identity;

import org.stepgate.http.HttpRequest;
import org.stepgate.http.ProblemException;
import org.stepgate.principal.Principal;

/// Finds out who sent a request.
@FunctionalInterface
public interface Authenticator {
  /// The caller.
  ///
  /// @throws ProblemException 401 when the request proves no identity that is accepted, 403 when
  ///   nobody may call in that way
  Principal authenticate(HttpRequest request);
}
