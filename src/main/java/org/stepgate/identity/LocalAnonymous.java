package org.stepgate.identity;

import java.util.Set;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.ProblemException;
import org.stepgate.principal.Principal;

/// Takes every caller on this host for [Principal#ANONYMOUS] and refuses all others. No header is
/// looked at, so none can claim an identity.
///
/// A request whose address the web server did not tell came through the worker's own socket, which
/// only local users reach. A proxy on this host makes its clients look local: there is no cure for
/// that without identities.
public final class LocalAnonymous implements Authenticator {
  private static final Set<String> V6_LOOPBACK = Set.of("::1", "0:0:0:0:0:0:0:1", "[::1]");
  private static final String MAPPED_V4 = "::ffff:";

  /// [Principal#ANONYMOUS].
  ///
  /// @throws ProblemException 403 when the caller's address is not a loopback address
  @Override
  public Principal authenticate(HttpRequest request) {
    if (!isLocal(request)) {
      throw ProblemException.forbidden(
          "Without configured identities only callers on this host are served.",
          "no identities are configured, so a caller from another host is refused");
    }
    return Principal.ANONYMOUS;
  }

  /// Whether the caller is on this host. One without an address came through the worker's own
  /// socket.
  static boolean isLocal(HttpRequest request) {
    return request.remoteAddress().isEmpty() || isLoopback(request.remoteAddress());
  }

  /// Whether the text is a loopback address, in one of its usual spellings.
  static boolean isLoopback(String address) {
    var v4 = address.startsWith(MAPPED_V4) ? address.substring(MAPPED_V4.length()) : address;
    return isLoopbackV4(v4) || V6_LOOPBACK.contains(address);
  }

  /// Four decimal numbers of at most 255, the first one 127; no other spelling.
  private static boolean isLoopbackV4(String address) {
    if (!address.startsWith("127.")) {
      return false;
    }
    int numbers = 0;
    int start = 0;
    while (start <= address.length()) {
      int dot = address.indexOf('.', start);
      int end = dot < 0 ? address.length() : dot;
      if (!isByte(address, start, end)) {
        return false;
      }
      numbers++;
      start = end + 1;
    }
    return numbers == 4;
  }

  private static boolean isByte(String text, int start, int end) {
    if (end == start || end - start > 3) {
      return false;
    }
    int value = 0;
    for (int i = start; i < end; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      value = 10 * value + digit;
    }
    return value <= 255;
  }
}
