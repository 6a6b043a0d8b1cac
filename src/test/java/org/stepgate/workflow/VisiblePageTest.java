package org.stepgate.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisiblePageTest {
  private int reads;

  private Page<Integer> numbers(int end, int size, @Nullable String token) {
    reads++;
    int from = token == null ? 0 : Integer.parseInt(token);
    int to = Math.min(end, from + size);
    return new Page<>(
        IntStream.range(from, to).boxed().toList(), to == end ? null : Integer.toString(to));
  }

  private Page<Integer> page(int end, int size, @Nullable String token, int each) {
    return VisiblePage.of(
        size, token, (many, from) -> numbers(end, many, from), number -> number % each == 0);
  }

  @Test
  void of_everythingVisible_isOneRead() {
    assertThat(page(10, 4, null, 1)).isEqualTo(new Page<>(List.of(0, 1, 2, 3), "4"));
    assertThat(reads).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 50})
  void of_someVisible_pagesAreFullAndTellEachOnce(int each) {
    var told = new ArrayList<Integer>();
    String token = null;
    do {
      Page<Integer> page = page(50, 4, token, each);
      told.addAll(page.items());
      token = page.nextToken();
      if (token != null) {
        assertThat(page.items()).hasSize(4);
      }
    } while (token != null);

    assertThat(told)
        .isEqualTo(IntStream.range(0, 50).filter(number -> number % each == 0).boxed().toList());
  }

  @Test
  void of_nothingVisible_isAnEmptyLastPage() {
    assertThat(VisiblePage.of(4, null, (many, from) -> numbers(9, many, from), _ -> false))
        .isEqualTo(new Page<>(List.of(), null));
  }

  @Test
  void of_veryFewVisible_stopsReadingWithATokenToGoOn() {
    int many = 4 * VisiblePage.MAX_READS;

    Page<Integer> first =
        VisiblePage.of(4, null, (size, from) -> numbers(many + 1, size, from), n -> n == many);

    assertThat(first).isEqualTo(new Page<>(List.of(), Integer.toString(many)));
    assertThat(reads).isEqualTo(VisiblePage.MAX_READS);
    assertThat(
            VisiblePage.of(
                    4,
                    first.nextToken(),
                    (size, from) -> numbers(many + 1, size, from),
                    n -> n == many)
                .items())
        .containsExactly(many);
  }
}
