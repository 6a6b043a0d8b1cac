package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class WebServerTest {
  @Test
  void isGone_whileTheParentIsThere_isFalse() {
    assertThat(WebServer.ofThisProcess().isGone()).isFalse();
  }

  @Test
  void isGone_withAnotherParentThanBefore_isTrue() {
    assertThat(new WebServer(Optional.of(ProcessHandle.current().pid())).isGone()).isTrue();
    assertThat(new WebServer(Optional.empty()).isGone()).isTrue();
  }
}
