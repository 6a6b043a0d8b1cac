package org.stepgate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.engine.MapRunPlan.Batches;
import org.stepgate.json.JsonValue.JsonNumber;

class ItemBatchesTest {
  private final List<String> complete = new ArrayList<>();

  private ItemBatches batches(Batches limits) {
    return new ItemBatches(limits, (input, items) -> complete.add(items + " " + input));
  }

  /// `{"Items":[]}` has 12 bytes, each item one more than its text.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2 | 1000 | 2 {"Items":["a","b"]} 1 {"Items":["c"]}
          1 | 1000 | 1 {"Items":["a"]} 1 {"Items":["b"]} 1 {"Items":["c"]}
          0 | 1000 | 3 {"Items":["a","b","c"]}
          0 | 24 | 3 {"Items":["a","b","c"]}
          0 | 23 | 2 {"Items":["a","b"]} 1 {"Items":["c"]}
          0 | 1 | 1 {"Items":["a"]} 1 {"Items":["b"]} 1 {"Items":["c"]}
          """)
  void add_fillsBatchesUpToTheirLimits(long maxItems, long maxBytes, String expected) {
    var batches = batches(new Batches(maxItems, maxBytes, null));

    List.of("\"a\"", "\"b\"", "\"c\"").forEach(batches::add);
    batches.close();

    assertThat(String.join(" ", complete)).isEqualTo(expected);
  }

  @Test
  void add_belowTheLimit_waits() {
    var batches = batches(new Batches(2, 1000, Payload.inline(JsonNumber.of(7))));

    batches.add("1");

    assertThat(complete).isEmpty();
    assertThat(batches.waiting()).isEqualTo(1);

    batches.add("2");

    assertThat(complete).containsExactly("2 {\"BatchInput\":7,\"Items\":[1,2]}");
    assertThat(batches.waiting()).isZero();
  }

  @Test
  void close_ofNothing_completesNothing() {
    batches(new Batches(2, 1000, null)).close();

    assertThat(complete).isEmpty();
  }
}
