package org.stepgate.fastcgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionTest {
  @TempDir Path folder;

  @Test
  void run_refusalGiven_refusesWithoutAskingTheHandler() throws Exception {
    var handler = new Refusing();
    var state = new ServerState(FastCgiConfig.defaults(), handler);
    var refusal = new Refusal(Refusal.Cause.OVERLOADED, "no descriptor is left");
    var address = UnixDomainSocketAddress.of(folder.resolve("s"));
    try (var listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
        var client = new SocketClient(address)) {
      client.send(ClientBytes.get("/orders"));

      new Connection(listening.accept(), state, refusal).run();

      byte[] answer = client.readAll();
      assertThat(handler.refused).containsExactly(refusal);
      assertThat(ClientBytes.stdout(answer)).contains("Status: 503");
      assertThat(ClientBytes.records(answer).getLast().protocolStatus())
          .isEqualTo(ProtocolStatus.OVERLOADED.number());
    }
  }

  private static final class Refusing implements FastCgiHandler {
    private final List<Refusal> refused = new ArrayList<>();

    @Override
    public FastCgiResponse handle(FastCgiRequest request) {
      throw new AssertionError("the request is refused before");
    }

    @Override
    public FastCgiResponse refuse(Refusal refusal) {
      refused.add(refusal);
      return FastCgiResponse.of(ClientBytes.latin1("Status: 503\r\n\r\n"), new byte[0]);
    }
  }
}
