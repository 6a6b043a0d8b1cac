package org.stepgate.policy;

import java.net.InetAddress;
import org.stepgate.principal.Principal;

/// What holds on a site that has no policies: everything is denied. In a demonstration everything
/// is allowed to clients on this host, by the address that the web server tells of them: a worker's
/// own socket says nothing about who has come to the web server.
///
/// @param demo whether this is a demonstration
public record NoPolicies(boolean demo) implements Policy {
  private static final Decision DENIED = new Decision.Deny("the site has no policies");
  private static final Decision NOT_LOCAL =
      new Decision.Deny("the site has no policies, and the client is on another host");

  @Override
  public Decision decide(Principal principal, Action action, Resource resource, Context context) {
    if (!demo) {
      return DENIED;
    }
    return isLocal(context.sourceAddress()) ? Decision.Allow.UNASKED : NOT_LOCAL;
  }

  @Override
  public boolean hides() {
    return !demo;
  }

  @Override
  public boolean needsOrigin() {
    return false;
  }

  /// A step of an execution has no address: somebody on this host has started it.
  private static boolean isLocal(String address) {
    try {
      return address.isEmpty() || InetAddress.ofLiteral(address).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
