package org.stepgate.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stepgate.principal.Principal;

class AllowAllTest {
  static Stream<SocketAddress> local() {
    return Stream.of(
        UnixDomainSocketAddress.of("/run/stepgate/worker-0"),
        new InetSocketAddress(address(127, 0, 0, 1), 9000),
        new InetSocketAddress(address(127, 9, 8, 7), 9000),
        new InetSocketAddress(address(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1), 9000));
  }

  static Stream<SocketAddress> reachable() {
    return Stream.of(
        new InetSocketAddress(9000),
        new InetSocketAddress(address(192, 0, 2, 1), 9000),
        new InetSocketAddress(address(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), 9000),
        InetSocketAddress.createUnresolved("localhost", 9000));
  }

  private static InetAddress address(int... numbers) {
    var bytes = new byte[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      bytes[i] = (byte) numbers[i];
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError("4 or 16 numbers", e);
    }
  }

  @ParameterizedTest
  @MethodSource("local")
  void at_localAddress_allows(SocketAddress address) {
    var decision =
        AllowAll.at(address)
            .decide(Principal.ANONYMOUS, Action.INVOKE, new Resource.Route("orders"), Context.NONE);

    assertThat(decision.isAllowed()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("reachable")
  void at_addressThatOthersReach_refuses(SocketAddress address) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AllowAll.at(address))
        .withMessageContaining("listen on 127.0.0.1");
  }
}
