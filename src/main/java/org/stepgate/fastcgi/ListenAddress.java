package org.stepgate.fastcgi;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;

/// Where a server listens.
public sealed interface ListenAddress {
  /// The socket that the web server left as file descriptor 0.
  ///
  /// @spec https://fastcgi-archives.github.io/FastCGI_Specification.html FastCGI 1.0, section 2.2
  record Inherited() implements ListenAddress {}

  /// A Unix socket, made by the server with mode 0600.
  ///
  /// @param path absolute
  record Unix(Path path) implements ListenAddress {}

  /// A TCP socket.
  ///
  /// @param address resolved
  record Tcp(InetSocketAddress address) implements ListenAddress {}

  /// Reads `fd:0`, `unix:/path`, `127.0.0.1:9000` or `[::1]:9000`. Names are not looked up.
  ///
  /// @throws IllegalArgumentException when the text is none of these
  static ListenAddress parse(String text) {
    if (text.equals("fd:0")) {
      return new Inherited();
    }
    if (text.startsWith("unix:/")) {
      return new Unix(Path.of(text.substring("unix:".length())).normalize());
    }
    int colon = text.lastIndexOf(':');
    if (colon <= 0) {
      throw malformed(text);
    }
    return new Tcp(
        new InetSocketAddress(
            literal(text.substring(0, colon), text), port(text.substring(colon + 1), text)));
  }

  private static InetAddress literal(String host, String text) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    var address = bracketed ? host.substring(1, host.length() - 1) : host;
    boolean isLiteral =
        bracketed ? address.matches("[0-9A-Fa-f:.]+") : address.matches("[0-9]+(\\.[0-9]+){3}");
    if (!isLiteral) {
      throw malformed(text);
    }
    try {
      return InetAddress.ofLiteral(address);
    } catch (IllegalArgumentException e) {
      throw malformed(text);
    }
  }

  private static int port(String digits, String text) {
    if (!digits.matches("[0-9]{1,5}") || Integer.parseInt(digits) > 0xFFFF) {
      throw malformed(text);
    }
    return Integer.parseInt(digits);
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "listen address "
            + LogText.quoted(text)
            + " is none of fd:0, unix:/path, 127.0.0.1:port, [::1]:port");
  }

  /// The address of the socket, which need not be open yet.
  ///
  /// @throws IOException when descriptor 0 is meant and is no listening socket
  default SocketAddress socketAddress() throws IOException {
    return switch (this) {
      case Inherited _ -> Listener.inheritedChannel().getLocalAddress();
      case Unix(var path) -> UnixDomainSocketAddress.of(path);
      case Tcp(var address) -> address;
    };
  }
}
