package org.stepgate.routes;

import org.stepgate.digest.Base32;
import org.stepgate.digest.Sha256;
import org.stepgate.http.EntityTag;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.HttpResponse;

/// Gives results an entity tag, and answers 304 when the client has them already.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2 RFC 9110, sections 8.8.3 and 13.1.2
final class Conditional {
  private static final int TAG_BYTES = 15;

  private Conditional() {}

  /// The answer to a GET or HEAD: as it is unless it is a 200 with bytes and without a tag of its
  /// own.
  static HttpResponse of(HttpRequest request, HttpResponse answer) {
    if (answer.status() != 200
        || !(answer.content() instanceof HttpResponse.Content.Bytes bytes)
        || answer.headers().has("ETag")) {
      return answer;
    }
    var hash = Sha256.start().digest(bytes.toArray());
    var tag = EntityTag.strong(Base32.encode(hash, TAG_BYTES));
    if (!tag.isKnownTo(request.headers())) {
      return answer.withHeader("ETag", tag.fieldValue());
    }
    var unchanged = HttpResponse.of(304).withHeader("ETag", tag.fieldValue());
    for (var name : new String[] {"Cache-Control", "Vary", "Content-Location", "Expires"}) {
      var value = answer.headers().first(name);
      if (value.isPresent()) {
        unchanged = unchanged.withHeader(name, value.get());
      }
    }
    return unchanged;
  }
}
