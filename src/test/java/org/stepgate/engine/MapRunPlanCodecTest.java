package org.stepgate.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.stepgate.engine.Frame.Tolerance;
import org.stepgate.engine.MapRunPlan.Batches;
import org.stepgate.engine.MapRunPlan.Selector;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;

/// The stored form of plans. What is written here stays readable for ever.
class MapRunPlanCodecTest {
  private static final Instant TIME = Instant.ofEpochMilli(1_767_225_600_123L);
  private static final Payload SMALL =
      Payload.inline(JsonReader.read("{\"a\":1}", JsonLimits.STORED));
  private static final Payload LARGE =
      Payload.stored(7, JsonReader.read("[1,2]", JsonLimits.STORED));

  private static MapRunPlan plan(
      Payload items, Payload reader, Selector selector, Batches batches, Tolerance tolerance) {
    return new MapRunPlan(
        "arn:run",
        TIME,
        "L\"",
        "State é",
        items == null,
        items,
        reader,
        5,
        selector,
        batches,
        reader,
        40,
        tolerance);
  }

  static final List<MapRunPlan> PLANS =
      List.of(
          plan(LARGE, null, null, null, new Tolerance(0L, null)),
          plan(
              null,
              SMALL,
              new Selector(SMALL, LARGE, new TreeMap<>(Map.of("x", LARGE, "y", SMALL)), 3),
              new Batches(10, 2_000, SMALL),
              new Tolerance(4L, 12.5)),
          plan(
              null,
              LARGE,
              new Selector(LARGE, SMALL, new TreeMap<>(), 2),
              new Batches(0, 262_144, null),
              new Tolerance(null, 100.0)));

  private static Payload find(long id) {
    assertThat(id).isEqualTo(7);
    return LARGE;
  }

  @ParameterizedTest
  @FieldSource("PLANS")
  void read_whatWasWritten_isTheSame(MapRunPlan plan) {
    String stored = MapRunPlanCodec.write(plan);

    MapRunPlan read = MapRunPlanCodec.read(stored, MapRunPlanCodecTest::find);

    // Payloads are told apart by their identity.
    assertThat(read).hasToString(plan.toString());
    assertThat(MapRunPlanCodec.write(read)).isEqualTo(stored);
  }

  @Test
  void write_plan_isTheFormOfVersionOne() {
    assertThat(MapRunPlanCodec.write(PLANS.getFirst()))
        .isEqualTo(
            "{\"version\":1,\"arn\":\"arn:run\",\"startTime\":1767225600123,\"label\":\"L\\\"\","
                + "\"state\":\"State é\",\"express\":false,\"items\":{\"id\":7},\"maxItems\":5,"
                + "\"maxConcurrency\":40,\"toleratedCount\":0}");
  }

  @Test
  void read_anotherVersion_isRefused() {
    assertThatThrownBy(() -> MapRunPlanCodec.read("{\"version\":99}", MapRunPlanCodecTest::find))
        .isInstanceOf(IllegalStateException.class);
  }
}
