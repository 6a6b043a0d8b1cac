package org.stepgate.policy;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import org.stepgate.principal.Principal;

/// Allows everything, on a host that nobody else reaches. There is no way to get one but by showing
/// where the program listens.
public final class AllowAll implements Policy {
  private AllowAll() {}

  /// The policy for a listener at that address.
  ///
  /// @param listenAddress a Unix socket, or a resolved loopback address and port
  /// @throws IllegalArgumentException when other hosts could connect to the address; the message
  ///   says what to do
  public static AllowAll at(SocketAddress listenAddress) {
    if (!isLocal(listenAddress)) {
      throw new IllegalArgumentException(
          "without policies everything is allowed, so the worker listens on a Unix socket or a"
              + " loopback address only, not on "
              + listenAddress
              + ": listen on 127.0.0.1");
    }
    return new AllowAll();
  }

  /// What applies at that address where a site has no policies: everything is allowed if nobody
  /// else reaches it, else nothing.
  ///
  /// @param listenAddress where the program listens
  public static Policy orNothing(SocketAddress listenAddress) {
    return isLocal(listenAddress)
        ? at(listenAddress)
        : (_, _, _, _) -> new Decision.Deny("the site has no policies");
  }

  /// Whether only callers on this host can connect to the address.
  ///
  /// @param listenAddress where the program listens
  public static boolean isLocal(SocketAddress listenAddress) {
    return switch (listenAddress) {
      case UnixDomainSocketAddress _ -> true;
      case InetSocketAddress inet -> !inet.isUnresolved() && inet.getAddress().isLoopbackAddress();
      default -> false;
    };
  }

  @Override
  public Decision decide(Principal principal, Action action, Resource resource, Context context) {
    return Decision.Allow.UNASKED;
  }

  @Override
  public boolean hides() {
    return false;
  }

  @Override
  public boolean needsOrigin() {
    return false;
  }
}
