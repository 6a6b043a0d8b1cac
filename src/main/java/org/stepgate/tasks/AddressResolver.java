package org.stepgate.tasks;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Looks up the addresses of a host; blocks, and may ignore interrupts.
@FunctionalInterface
interface AddressResolver {
  /// The addresses, at least one.
  ///
  /// @throws UnknownHostException when there are none
  List<InetAddress> resolve(String host) throws UnknownHostException;

  /// The resolver of the operating system.
  static AddressResolver system() {
    return host -> List.of(InetAddress.getAllByName(host));
  }
}
