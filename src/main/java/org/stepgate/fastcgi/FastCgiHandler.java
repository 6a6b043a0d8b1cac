package org.stepgate.fastcgi;

import java.util.Set;

/// What answers requests. Called from many virtual threads at once; it may block.
public interface FastCgiHandler {
  /// Answers a request. An exception is a fault of the handler: it is logged and the connection is
  /// dropped.
  ///
  /// @param request a whole request; a spooled body is deleted after this method returns
  FastCgiResponse handle(FastCgiRequest request);

  /// Says in HTTP that a request is refused, and logs it. Called without any request at hand, on
  /// whichever thread found out.
  FastCgiResponse refuse(Refusal refusal);

  /// The roles that this handler plays; another one is answered `FCGI_UNKNOWN_ROLE`.
  default Set<Role> roles() {
    return Set.of(Role.RESPONDER);
  }
}
