package org.stepgate.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessStatTest {
  private static final String REST =
      " S 1 77 78 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 987654 1000 20 18446744073709551615";

  @Test
  void parse_nameWithBlanksAndParentheses_readsTheFieldsBehindIt() {
    var stat = ProcessStat.parse("4711 (a) S 9 (b) " + ")" + REST);

    assertThat(stat).isEqualTo(new ProcessStat(4711, 'S', 77, 78, false, 987654));
  }

  @Test
  void parse_flagsOfAProcessThatEnds_areExiting() {
    var stat = ProcessStat.parse("4711 (a)" + REST.replace("4194304", "4194308"));

    assertThat(stat.exiting()).isTrue();
  }

  @Test
  void goesOn_thisProcess_isTrue() {
    assertThat(ProcessStat.read(ProcessHandle.current().pid()).orElseThrow().goesOn()).isTrue();
  }

  @Test
  void goesOn_numberGivenOutAgain_isFalse() {
    long pid = ProcessHandle.current().pid();

    assertThat(new ProcessStat(pid, 'S', 1, 1, false, 1).goesOn()).isFalse();
  }

  @Test
  void read_thisProcess_isAlive() {
    long pid = ProcessHandle.current().pid();

    var stat = ProcessStat.read(pid).orElseThrow();

    assertThat(stat.pid()).isEqualTo(pid);
    assertThat(stat.isAlive()).isTrue();
    assertThat(ProcessStat.all()).extracting(ProcessStat::pid).contains(pid);
  }

  @Test
  void read_noSuchProcess_isEmpty() {
    assertThat(ProcessStat.read(Integer.MAX_VALUE)).isEmpty();
  }

  @Test
  void isAlive_zombie_isFalse() {
    assertThat(new ProcessStat(2, 'Z', 2, 2, false, 1).isAlive()).isFalse();
    assertThat(new ProcessStat(2, 'X', 2, 2, false, 1).isAlive()).isFalse();
    assertThat(new ProcessStat(2, 'T', 2, 2, false, 1).isAlive()).isTrue();
  }
}
