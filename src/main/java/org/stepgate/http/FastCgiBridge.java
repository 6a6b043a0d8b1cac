package org.stepgate.http;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.stepgate.fastcgi.FastCgiHandler;
import org.stepgate.fastcgi.FastCgiRequest;
import org.stepgate.fastcgi.FastCgiResponse;
import org.stepgate.fastcgi.LogText;
import org.stepgate.fastcgi.Refusal;
import org.stepgate.fastcgi.Role;

/// Hands FastCGI requests to HTTP handlers. Safe for many threads, as its handlers are.
///
/// Each request that is not served leaves one log line: `http.refused` for a problem, `http.failed`
/// with a stack trace and the reference id of the answer for a fault of ours. Texts from outside
/// are escaped in both. A fault is also told to the web server's log, by STDERR.
public final class FastCgiBridge implements FastCgiHandler {
  private static final Logger LOG = LogManager.getLogger(FastCgiBridge.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final Map<Role, HttpHandler> handlers = new EnumMap<>(Role.class);

  /// A bridge for responder requests.
  public FastCgiBridge(HttpHandler responder) {
    handlers.put(Role.RESPONDER, responder);
  }

  /// A bridge for responder and authorizer requests. A response 200 of the authorizer lets the
  /// request go on, with its `Variable-` headers in the environment; any other one is sent to the
  /// client.
  ///
  /// @spec https://fastcgi-archives.github.io/FastCGI_Specification.html FastCGI 1.0, section 6.3
  public FastCgiBridge(HttpHandler responder, HttpHandler authorizer) {
    this(responder);
    handlers.put(Role.AUTHORIZER, authorizer);
  }

  @Override
  public Set<Role> roles() {
    return handlers.keySet();
  }

  @Override
  public FastCgiResponse handle(FastCgiRequest request) {
    var handler = handlers.get(request.role());
    if (handler == null) {
      throw new IllegalStateException("no handler for role " + request.role());
    }
    try {
      var httpRequest = CgiRequestReader.read(request);
      return CgiResponseWriter.write(httpRequest.method(), handler.handle(httpRequest));
    } catch (ProblemException problem) {
      logRefused(problem, request);
      return CgiResponseWriter.write(method(request), problem.response(accept(request)));
    } catch (Exception | StackOverflowError | AssertionError e) {
      return failed(request, e);
    }
  }

  @Override
  public FastCgiResponse refuse(Refusal refusal) {
    var problem = problem(refusal);
    LOG.log(
        level(problem),
        "http.refused status={} cause={} detail={}",
        problem.status(),
        refusal.cause(),
        LogText.quoted(refusal.reason()));
    return CgiResponseWriter.write("", problem.response());
  }

  private static ProblemException problem(Refusal refusal) {
    var reason = refusal.reason();
    return switch (refusal.cause()) {
      case MALFORMED -> ProblemException.badRequest("The request is malformed.", reason);
      case PARAMS_TOO_LARGE ->
          new ProblemException(431, "The header of the request is too large.", reason);
      case BODY_TOO_LARGE ->
          new ProblemException(413, "The body of the request is too large.", reason);
      case OVERLOADED ->
          ProblemException.unavailable("There are too many requests now.", reason, RETRY_AFTER);
      case DRAINING ->
          ProblemException.unavailable("This worker is about to end.", reason, RETRY_AFTER);
      case SPOOL_FAILED ->
          ProblemException.unavailable("The body cannot be taken now.", reason, RETRY_AFTER);
    };
  }

  private static void logRefused(ProblemException problem, FastCgiRequest request) {
    LOG.log(
        level(problem),
        "http.refused status={} method={} uri={} detail={}",
        problem.status(),
        LogText.quoted(method(request)),
        LogText.quoted(LoggedTarget.of(uri(request))),
        LogText.quoted(problem.detail()));
  }

  private static Level level(ProblemException problem) {
    return problem.status() >= 500 ? Level.WARN : Level.INFO;
  }

  private static FastCgiResponse failed(FastCgiRequest request, Throwable fault) {
    var reference = UUID.randomUUID().toString();
    LOG.error(
        "http.failed reference={} method={} uri={}",
        reference,
        LogText.quoted(method(request)),
        LogText.quoted(LoggedTarget.of(uri(request))),
        fault);
    var answer =
        new ProblemException(
            500, "The request failed. The reference is " + reference + ".", fault.toString());
    return CgiResponseWriter.write(method(request), answer.response(accept(request)))
        .withErrorText("http.failed reference=" + reference + "\n");
  }

  private static Accept accept(FastCgiRequest request) {
    return Accept.of(request.params().value("HTTP_ACCEPT").stream().toList());
  }

  private static String method(FastCgiRequest request) {
    return request.params().value("REQUEST_METHOD").orElse("");
  }

  private static String uri(FastCgiRequest request) {
    return request.params().value("REQUEST_URI").orElse("");
  }
}
