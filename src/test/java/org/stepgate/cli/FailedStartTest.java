package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.fastcgi.ClientBytes;
import org.stepgate.fastcgi.ListenAddress;
import org.stepgate.fastcgi.SocketClient;

class FailedStartTest {
  @TempDir Path folder;

  @Test
  void refuse_requestThatWaits_is503WithRetryAfter() throws Exception {
    Path socket = folder.resolve("s");
    Thread moment =
        Thread.ofVirtual()
            .start(() -> FailedStart.refuse(new ListenAddress.Unix(socket), Duration.ofMinutes(1)));
    while (!Files.exists(socket)) {
      Thread.onSpinWait();
    }

    String answer;
    try (var client = new SocketClient(UnixDomainSocketAddress.of(socket))) {
      answer =
          new String(
              client.send(ClientBytes.get("/orders")).readToEndRequest(), StandardCharsets.UTF_8);
    }
    moment.interrupt();
    moment.join();

    assertThat(answer).contains("Status: 503").contains("Retry-After: 2");
  }

  @Test
  void refuse_noSocketToBeHad_doesNothing() {
    var nowhere = new ListenAddress.Unix(folder.resolve("missing/s"));

    assertThatCode(() -> FailedStart.refuse(nowhere, Duration.ofMinutes(1)))
        .doesNotThrowAnyException();
  }
}
