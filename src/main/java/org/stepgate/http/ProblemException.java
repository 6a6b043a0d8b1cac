package org.stepgate.http;

import java.time.Duration;
import java.util.List;

/// A request that cannot be served, with the status that says why. Two texts are kept apart: the
/// public one goes to the client, the detail to the log only.
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String publicText;
  private final transient Headers headers;

  /// A problem without header fields of its own.
  ///
  /// @param status 400 to 599
  /// @param publicText a sentence for the client; holds nothing internal
  /// @param detail what an operator needs, for the log
  /// @throws IllegalArgumentException when the status is no error
  public ProblemException(int status, String publicText, String detail) {
    this(status, publicText, detail, Headers.none());
  }

  /// A problem with header fields for the response, such as `Allow`.
  ///
  /// @throws IllegalArgumentException when the status is no error
  public ProblemException(int status, String publicText, String detail, Headers headers) {
    super(detail);
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("status " + status + " is not an error");
    }
    this.status = status;
    this.publicText = publicText;
    this.headers = headers;
  }

  /// 400: the request is malformed.
  public static ProblemException badRequest(String publicText, String detail) {
    return new ProblemException(400, publicText, detail);
  }

  /// 401 with the `WWW-Authenticate` field.
  ///
  /// @param challenge what the client may prove its identity by
  public static ProblemException unauthorized(String publicText, String detail, String challenge) {
    return new ProblemException(401, publicText, detail, Headers.of("WWW-Authenticate", challenge));
  }

  /// 403: not allowed.
  public static ProblemException forbidden(String publicText, String detail) {
    return new ProblemException(403, publicText, detail);
  }

  /// 404: nothing here, or nothing that the caller may see.
  public static ProblemException notFound(String detail) {
    return new ProblemException(404, "There is nothing at this address.", detail);
  }

  /// 405 with the `Allow` field.
  ///
  /// @param allowed the methods that the resource has, separated by a comma and a blank
  public static ProblemException methodNotAllowed(String method, String allowed) {
    return new ProblemException(
        405,
        "This address does not take the method; see the Allow header.",
        "method " + method + ", allowed " + allowed,
        Headers.of("Allow", allowed));
  }

  /// 409: the state of the resource does not allow it.
  public static ProblemException conflict(String publicText, String detail) {
    return new ProblemException(409, publicText, detail);
  }

  /// 413: the body is larger than `limitBytes`.
  public static ProblemException contentTooLarge(long limitBytes) {
    return new ProblemException(
        413,
        "The body is larger than the " + limitBytes + " bytes that this address takes.",
        "body over the limit of " + limitBytes + " bytes");
  }

  /// 415: the body's type is not taken.
  public static ProblemException unsupportedMediaType(String publicText, String detail) {
    return new ProblemException(415, publicText, detail);
  }

  /// 422: well-formed, but it contradicts what is known.
  public static ProblemException unprocessable(String publicText, String detail) {
    return new ProblemException(422, publicText, detail);
  }

  /// 429 with `Retry-After`.
  ///
  /// @param retryAfter rounded up to whole seconds
  public static ProblemException tooManyRequests(
      String publicText, String detail, Duration retryAfter) {
    return new ProblemException(
        429,
        publicText,
        detail,
        Headers.of("Retry-After", Long.toString(retryAfter.plusNanos(999_999_999).toSeconds())));
  }

  /// 503 with `Retry-After`.
  ///
  /// @param retryAfter rounded up to whole seconds
  public static ProblemException unavailable(
      String publicText, String detail, Duration retryAfter) {
    return new ProblemException(
        503,
        publicText,
        detail,
        Headers.of("Retry-After", Long.toString(retryAfter.plusNanos(999_999_999).toSeconds())));
  }

  /// This problem with one more header field for the response.
  ///
  /// @throws IllegalArgumentException as [HeaderField]
  public ProblemException withHeader(String name, String value) {
    var more = new ProblemException(status, publicText, detail(), headers.with(name, value));
    more.setStackTrace(getStackTrace());
    return more;
  }

  /// The HTTP status.
  public int status() {
    return status;
  }

  /// The sentence for the client.
  public String publicText() {
    return publicText;
  }

  /// What the log says; equal to [#getMessage].
  public String detail() {
    return String.valueOf(getMessage());
  }

  /// The response to send: problem details with type `about:blank`, the status phrase as title and
  /// the public text as detail; for people the same as a page.
  ///
  /// @param accept what the client takes
  /// @spec https://www.rfc-editor.org/rfc/rfc9457#section-3.1 RFC 9457, section 3.1
  public HttpResponse response(Accept accept) {
    var problem =
        accept.prefersHtml()
            ? Problem.page(status, publicText)
            : Problem.response(status, publicText);
    for (var field : headers.fields()) {
      problem = problem.withHeader(field.name(), field.value());
    }
    return problem;
  }

  /// The response to a client that has not said what it takes.
  public HttpResponse response() {
    return response(new Accept(List.of()));
  }
}
