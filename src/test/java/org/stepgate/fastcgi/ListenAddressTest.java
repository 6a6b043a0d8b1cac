package org.stepgate.fastcgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {
  @Test
  void parse_knownForms_areRead() {
    assertThat(ListenAddress.parse("fd:0")).isEqualTo(new ListenAddress.Inherited());
    assertThat(ListenAddress.parse("unix:/run/x.sock"))
        .isEqualTo(new ListenAddress.Unix(Path.of("/run/x.sock")));
    assertThat(ListenAddress.parse("127.0.0.1:9000"))
        .isEqualTo(
            new ListenAddress.Tcp(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 9000)));
    assertThat(ListenAddress.parse("[::1]:0"))
        .isEqualTo(new ListenAddress.Tcp(new InetSocketAddress(InetAddress.ofLiteral("::1"), 0)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "fd:1",
        "unix:x",
        "unix:",
        "localhost:9000",
        "9000",
        ":9000",
        "127.0.0.1",
        "::1:9000",
        "127.0.0.1:65536",
        "127.0.0.1:-1",
        "127.0.0.1:x",
        "127.1:9",
        "[host]:9",
        "999.0.0.1:9"
      })
  void parse_anythingElse_isRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> ListenAddress.parse(text));
  }

  @Test
  void socketAddress_pathOrAddress_isWhereTheServerWillListen() throws IOException {
    assertThat(ListenAddress.parse("0.0.0.0:9000").socketAddress())
        .isEqualTo(new InetSocketAddress("0.0.0.0", 9000));
    assertThat(ListenAddress.parse("unix:/x").socketAddress())
        .isEqualTo(UnixDomainSocketAddress.of("/x"));
  }

  @Test
  void socketAddress_descriptorWithoutSocket_saysWhatToDo() {
    assertThatThrownBy(() -> ListenAddress.parse("fd:0").socketAddress())
        .isInstanceOf(BindException.class)
        .hasMessageContaining("file descriptor 0 is not a listening socket");
  }
}
