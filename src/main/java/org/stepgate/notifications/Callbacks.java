package org.stepgate.notifications;

import java.net.URI;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Which addresses requests may name to be told of the end of their executions.
///
/// @param allowed an address is allowed when it begins with one of these, which end with a slash.
///   Each is a receiver with a key of its own
/// @param secretFiles hold the secrets that the keys of the receivers are derived from
public record Callbacks(List<URI> allowed, List<Path> secretFiles) {
  /// None may be named.
  public static final Callbacks NONE = new Callbacks(List.of(), List.of());

  /// Longest address, in characters.
  public static final int MAX_LENGTH = 2_000;

  /// Copies the lists.
  ///
  /// @throws IllegalArgumentException when there are addresses and no secrets
  public Callbacks {
    allowed = List.copyOf(allowed);
    secretFiles = List.copyOf(secretFiles);
    if (!allowed.isEmpty() && (secretFiles.isEmpty() || secretFiles.size() > 2)) {
      throw new IllegalArgumentException("callbacks have one secret, or two");
    }
  }

  /// What addresses may begin with.
  ///
  /// @throws IllegalArgumentException when the text is no such beginning
  public static URI prefix(String text) {
    URI url = http(text);
    if (!text.endsWith("/") || url.getRawQuery() != null) {
      throw new IllegalArgumentException(
          "expected the beginning of addresses, such as https://ci.example.com/hooks/, got '"
              + text
              + "'");
    }
    return url;
  }

  /// An address of HTTP.
  ///
  /// @throws IllegalArgumentException when the text is none
  public static URI http(String text) {
    URI url = URI.create(text);
    boolean http = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
    if (!http
        || url.getHost() == null
        || url.getRawUserInfo() != null
        || url.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "expected an address such as https://ci.example.com/hooks/1, got '" + text + "'");
    }
    return url;
  }

  /// Whether messages may go to an address. Schemes, hosts and ports have to be the same, letter by
  /// letter, and no segment of the path may be a dot or two, in any spelling.
  public boolean allows(String address) {
    return receiver(address).isPresent();
  }

  /// The receiver of messages to an address: the longest of what is allowed that it begins with;
  /// empty when none is.
  Optional<URI> receiver(String address) {
    if (address.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    try {
      URI url = http(address);
      String path = url.getRawPath();
      if (path == null || path.contains("\\") || hasDotSegment(path)) {
        return Optional.empty();
      }
      return allowed.stream()
          .filter(prefix ->
              prefix.getScheme().equals(url.getScheme())
                  && prefix.getRawAuthority().equals(url.getRawAuthority())
                  && path.startsWith(prefix.getRawPath()))
          .max(Comparator.comparingInt(prefix -> prefix.getRawPath().length()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean hasDotSegment(String path) {
    String plain = path.replace("%2e", ".").replace("%2E", ".").replace("%2f", "/");
    for (String segment : plain.replace("%2F", "/").split("/", -1)) {
      if (segment.equals(".") || segment.equals("..")) {
        return true;
      }
    }
    return false;
  }
}
