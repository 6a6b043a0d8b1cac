package org.stepgate.routes;

import org.stepgate.http.HttpRequest;
import org.stepgate.policy.Context;
import org.stepgate.principal.Principal;

/// Who asks, and by which request.
///
/// @param principal who asks
/// @param context what policies may know of the request
record Asker(Principal principal, Context context) {
  /// The asker of a request.
  static Asker of(Principal principal, HttpRequest request) {
    return new Asker(principal, Context.ofRequest(request.remoteAddress()));
  }
}
