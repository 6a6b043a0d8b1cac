package org.stepgate.http;

/// What answers an HTTP request.
@FunctionalInterface
public interface HttpHandler {
  /// Answers one request. Called from many virtual threads at once; it may block.
  ///
  /// @param request the request; its body is deleted after this method returns, so a handler that
  ///   keeps it copies it or moves the spooled file first
  /// @return the response, sent as a whole
  /// @throws ProblemException when the request cannot be served; the client sees its status and its
  ///   public text. Anything else that is thrown is answered as 500 with a reference id.
  HttpResponse handle(HttpRequest request);
}
