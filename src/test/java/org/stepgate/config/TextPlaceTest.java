package org.stepgate.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.json.Position;

class TextPlaceTest {
  /// `~` stands for the end of a line.
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      textBlock =
          """
          k: abc               ! 1:4 ! abc       ! 0  ! 1:4
          k: abc               ! 1:4 ! abc       ! 3  ! 1:7
          k: abc               ! 1:4 ! abc       ! 4  ! 1:4
          k: "abc"             ! 1:4 ! abc       ! 1  ! 1:6
          k: 'abc'             ! 1:4 ! abc       ! 2  ! 1:7
          k: "a\\tc"           ! 1:4 ! a c       ! 2  ! 1:4
          x: 1~k: |~  ab~  cd~ ! 2:4 ! ab~cd~    ! 1  ! 3:4
          x: 1~k: |~  ab~  cd~ ! 2:4 ! ab~cd~    ! 2  ! 3:5
          x: 1~k: |~  ab~  cd~ ! 2:4 ! ab~cd~    ! 3  ! 4:3
          x: 1~k: |-~  ab~   c ! 2:4 ! ab~ c     ! 4  ! 4:4
          k: >~  ab~  cd       ! 1:4 ! ab cd     ! 4  ! 1:4
          k: |~  ab            ! 1:4 ! xy        ! 1  ! 1:4
          k: |                 ! 1:4 ! ab        ! 1  ! 1:4
          k: abc               ! 0:0 ! abc       ! 1  ! 0:0
          k: abc               ! 2:1 ! abc       ! 1  ! 2:1
          k: abc               ! 1:9 ! abc       ! 1  ! 1:9
          """)
  void find_ofAnOffset_givesItsPlaceElseTheStart(
      String file, String start, String value, int offset, String place) {
    assertThat(TextPlace.find(lines(file), position(start), lines(value), offset))
        .isEqualTo(position(place));
  }

  private static String lines(String text) {
    return text.replace('~', '\n');
  }

  private static Position position(String text) {
    String[] parts = text.split(":", -1);
    return new Position(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
  }
}
