package org.stepgate.tasks;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which hosts and addresses HTTP tasks may call.
///
/// @spec https://www.iana.org/assignments/iana-ipv4-special-registry IPv4 special-purpose addresses
/// @spec https://www.iana.org/assignments/iana-ipv6-special-registry IPv6 special-purpose addresses
final class AddressPolicy {
  private static final List<AddressBlock> SPECIAL_V4 =
      blocks(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4");

  /// What is outside is not for the Internet: loopback, link-local, unique local, multicast, NAT64
  /// and IPv4-compatible addresses among them.
  private static final AddressBlock GLOBAL_V6 = AddressBlock.parse("2000::/3");

  private static final List<AddressBlock> SPECIAL_V6 =
      blocks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

  private static final Pattern DOTTED_QUAD =
      Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");
  private static final Pattern LAST_LABEL_IS_NUMBER =
      Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)\\.?", Pattern.CASE_INSENSITIVE);

  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private final List<AllowedHost> allowedHosts;
  private final List<AllowedPrivate> allowedPrivate;

  AddressPolicy(HttpTaskConfig config) {
    this.allowedHosts = config.allowedHosts();
    this.allowedPrivate = config.allowedPrivate();
  }

  /// Checks all of a URL that can be checked without looking up its host.
  ///
  /// @throws TaskRefusedException when it may not be called
  void checkUrl(URI url) {
    String scheme = url.getScheme();
    if (!"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)) {
      throw badEndpoint("a URL that starts with https:// or http://", url.toString());
    }
    String host = url.getHost();
    if (host == null || host.indexOf('%') >= 0) {
      throw badEndpoint("a URL with a host name of letters, digits, '-' and '.'", url.toString());
    }
    if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
      throw badEndpoint(
          "a URL without user, password and fragment (credentials belong in a connection)",
          "one with them");
    }
    if (LAST_LABEL_IS_NUMBER.matcher(host).matches() && !DOTTED_QUAD.matcher(host).matches()) {
      throw badEndpoint("an address as four decimal numbers without leading zeros", host);
    }
    int port = port(url);
    if (allowedHosts.stream().noneMatch(allowed -> allowed.matches(host, port))) {
      throw TaskRefusedException.forbidden(
          "The host '%s' at port %d is not among the allowed hosts of HTTP tasks"
              .formatted(TaskErrors.shortened(host), port));
    }
  }

  /// Why the address may not be called; empty when it may.
  Optional<String> refusal(String host, InetAddress address, int port) {
    if (isPublic(address)
        || allowedPrivate.stream().anyMatch(each -> each.permits(host, address, port))) {
      return Optional.empty();
    }
    return Optional.of(
        "The address %s of '%s' is not public, and allowed-private does not have it at port %d"
            .formatted(address.getHostAddress(), host, port));
  }

  static int port(URI url) {
    if (url.getPort() >= 0) {
      return url.getPort();
    }
    return "https".equalsIgnoreCase(url.getScheme()) ? HTTPS_PORT : HTTP_PORT;
  }

  private static boolean isPublic(InetAddress address) {
    if (address instanceof Inet4Address) {
      return SPECIAL_V4.stream().noneMatch(block -> block.contains(address));
    }
    return GLOBAL_V6.contains(address)
        && SPECIAL_V6.stream().noneMatch(block -> block.contains(address));
  }

  private static TaskRefusedException badEndpoint(String expected, String got) {
    return TaskRefusedException.badArgument("ApiEndpoint", expected, "'" + got + "'");
  }

  private static List<AddressBlock> blocks(String... texts) {
    return List.of(texts).stream().map(AddressBlock::parse).toList();
  }
}
