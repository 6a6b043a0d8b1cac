package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunningPoolTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "java worker --listen fd:0 --config /srv/site --state /srv/run | --config | /srv/site",
        "java worker --config=/srv/site | --config | /srv/site",
        "lighttpd -D -f /etc/lighttpd/lighttpd.conf | -f | /etc/lighttpd/lighttpd.conf",
        "java worker --config site | --config |",
        "java worker --config | --config |",
        "java worker | --config |",
      })
  void path_ofACommandLine_isThatOfTheOption(String line, String option, String found) {
    assertThat(RunningPool.path(List.of(line.split(" ")), option))
        .isEqualTo(found == null ? null : Path.of(found));
  }

  @Test
  void of_aPoolThatIsDown_isNothing(@TempDir Path state) {
    assertThat(RunningPool.of(state)).isEqualTo(new RunningPool(null, null));
  }
}
