package org.stepgate.routes;

import org.stepgate.http.HttpRequest;
import org.stepgate.principal.Principal;

/// What a request with a key is recognised by.
///
/// @param name the name of its execution: 52 characters that follow from where the key applies, who
///   calls and the key, so that a caller never meets the executions of another
/// @param fingerprint follows from method, path, query and body; a request with the same name and
///   another fingerprint is another request under a used key
record RequestKey(String name, String fingerprint) {
  /// The key of a request.
  ///
  /// @param scope the route's id, or what else the key applies to
  /// @param method the method that counts, GET for HEAD
  /// @param bodySha256 the hash of the body
  static RequestKey of(
      String scope,
      Principal caller,
      String key,
      String method,
      HttpRequest request,
      String bodySha256) {
    return new RequestKey(
        Hashing.of(scope, caller.issuer(), caller.subject(), key),
        Hashing.of(method, request.path(), request.query().raw(), bodySha256));
  }
}
