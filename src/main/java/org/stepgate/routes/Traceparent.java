package org.stepgate.routes;

import org.jspecify.annotations.Nullable;
import org.stepgate.http.Headers;

/// Reads the trace context of a request. Stateless.
///
/// @spec https://www.w3.org/TR/trace-context/#traceparent-header W3C Trace Context, section 3.2
public final class Traceparent {
  private static final int LENGTH = 55;
  private static final String FORM = "xx-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx-xxxxxxxxxxxxxxxx-xx";

  private Traceparent() {}

  /// The header as it came, or null when it is missing, there twice, or not valid. A version after
  /// 00 may have more to say; what is kept is the part that all versions share.
  static @Nullable String of(Headers headers) {
    var first = headers.first("traceparent").orElse(null);
    if (first == null || first.length() < LENGTH || headers.all("traceparent").size() > 1) {
      return null;
    }
    var known = first.substring(0, LENGTH);
    boolean more = first.length() > LENGTH;
    if (!isForm(known)
        || known.startsWith("ff")
        || (more && (known.startsWith("00") || first.charAt(LENGTH) != '-'))
        || isZero(known, 3, 35)
        || isZero(known, 36, 52)) {
      return null;
    }
    return known;
  }

  /// The id of the trace that a request is part of, 32 hexadecimal digits; null when it names none.
  public static @Nullable String traceId(Headers headers) {
    String known = of(headers);
    return known == null ? null : known.substring(3, 35);
  }

  private static boolean isForm(String text) {
    for (int i = 0; i < LENGTH; i++) {
      char c = text.charAt(i);
      boolean hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
      if (FORM.charAt(i) == '-' ? c != '-' : !hex) {
        return false;
      }
    }
    return true;
  }

  private static boolean isZero(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (text.charAt(i) != '0') {
        return false;
      }
    }
    return true;
  }
}
