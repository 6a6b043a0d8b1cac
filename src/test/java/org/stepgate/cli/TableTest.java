package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void toString_alignsColumnsAndEndsLinesWithoutBlanks() {
    var table =
        new Table("id", "status", "error").row("a", "RUNNING", "").row("long-id", "OK", "x\ny");

    assertThat(table.toString())
        .isEqualTo(
            """
            ID       STATUS   ERROR
            a        RUNNING
            long-id  OK       x\\ny
            """);
  }

  @Test
  void toString_countsCharactersOutsideTheBasicPlaneOnce() {
    assertThat(new Table("a", "b").row("\uD83D\uDE00", "1").row("xx", "2").toString())
        .isEqualTo("A   B\n\uD83D\uDE00   1\nxx  2\n");
  }

  @Test
  void row_withAnotherNumberOfCells_isRefused() {
    var table = new Table("a", "b");

    assertThatThrownBy(() -> table.row("1")).isInstanceOf(IllegalArgumentException.class);
  }
}
