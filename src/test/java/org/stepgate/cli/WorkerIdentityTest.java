package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerIdentityTest {
  @Test
  void isLocal_ofWhatOnlyThisHostReaches() {
    List<SocketAddress> local =
        List.of(
            UnixDomainSocketAddress.of("/run/stepgate/worker-0"),
            address("127.0.0.1"),
            address("127.9.8.7"),
            address("::1"));
    List<SocketAddress> reachable =
        List.of(
            new InetSocketAddress(9000),
            address("192.0.2.1"),
            address("::"),
            InetSocketAddress.createUnresolved("localhost", 9000));

    assertThat(local).allMatch(WorkerIdentity::isLocal);
    assertThat(reachable).noneMatch(WorkerIdentity::isLocal);
  }

  private static InetSocketAddress address(String literal) {
    return new InetSocketAddress(InetAddress.ofLiteral(literal), 9000);
  }
}
