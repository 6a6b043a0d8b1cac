package org.stepgate.items;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stepgate.asl.MapDistribution.InputType;
import org.stepgate.asl.MapDistribution.ItemReader;
import org.stepgate.asl.MapDistribution.ReaderConfig;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.tasks.ObjectStore;

/// Objects that are far larger than what may be in memory of them. Their bytes are made while they
/// are read.
class LargeObjectTest {
  private static final int MEGABYTE = 1 << 20;

  /// What a reader may have taken from the stream beyond the items that it has given.
  private static final long AHEAD_BYTES = MEGABYTE / 4;

  /// The first 1/16 of the items warms up what the rest is compared with.
  private static final int SAMPLES = 16;

  /// An object of rows of 128 bytes each.
  private static final class Rows extends InputStream {
    static final int ROW_BYTES = 128;

    private final InputType type;
    private final long rows;
    private byte[] part;
    private int position;
    private long made;
    long given;

    Rows(InputType type, long rows) {
      this.type = type;
      this.rows = rows;
      this.part = bytes(type == InputType.CSV ? "id,text\n" : type == InputType.JSON ? "[" : "");
    }

    private static byte[] bytes(String text) {
      return text.getBytes(StandardCharsets.US_ASCII);
    }

    private byte[] row() {
      boolean last = made == rows - 1;
      String id = Long.toString(made);
      String frame =
          switch (type) {
            case CSV -> id + ",%s\n";
            case JSON -> "{\"id\":" + id + ",\"text\":\"%s\"}" + (last ? "]" : ",");
            case JSONL, PARQUET, MANIFEST -> "{\"id\":" + id + ",\"text\":\"%s\"}\n";
          };
      made++;
      return bytes(frame.formatted("x".repeat(ROW_BYTES - frame.length() + 2)));
    }

    @Override
    public int read() {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (position == part.length) {
        if (made == rows) {
          return -1;
        }
        part = row();
        position = 0;
      }
      int count = Math.min(length, part.length - position);
      System.arraycopy(part, position, target, offset, count);
      position += count;
      given += count;
      return count;
    }
  }

  /// A store with one object.
  private record OneObject(Rows rows) implements ObjectStore {
    @Override
    public InputStream open(Caller caller, Place place) {
      return rows;
    }

    @Override
    public Listing list(Caller caller, String bucket, String prefix, @Nullable String nextToken) {
      throw new AssertionError("nothing is listed");
    }

    @Override
    public void put(Caller caller, Place place, String contentType, byte[] content) {
      throw new AssertionError("nothing is written");
    }
  }

  private static ItemStream open(Rows rows, InputType type) throws IOException {
    var arguments =
        (JsonObject) JsonReader.read("{\"Bucket\":\"b\",\"Key\":\"k\"}", JsonLimits.NETWORK);
    return new ItemStreams(
            new OneObject(rows), new ObjectStore.Caller("arn:aws:states:x", "Map", null))
        .open(
            new ItemReader(
                "arn:aws:states:::s3:getObject",
                null,
                new ReaderConfig(type, null, null, null, null, null)),
            arguments);
  }

  private static long usedBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @ParameterizedTest
  @EnumSource(
      value = InputType.class,
      names = {"JSON", "JSONL", "CSV"})
  void next_largeObject_takesLittleMoreThanWasGiven(InputType type) throws IOException {
    var rows = new Rows(type, 16L * MEGABYTE / Rows.ROW_BYTES);
    long items = 0;
    try (ItemStream stream = open(rows, type)) {
      Optional<ItemStream.Item> item = stream.next();
      while (item.isPresent()) {
        items++;
        assertThat(rows.given - items * Rows.ROW_BYTES).isLessThan(AHEAD_BYTES);
        item = stream.next();
      }
    }
    assertThat(items).isEqualTo(rows.rows);
  }

  @ParameterizedTest
  @EnumSource(
      value = InputType.class,
      names = {"JSON", "JSONL", "CSV"})
  @EnabledIfSystemProperty(
      named = "stepgate.large-objects",
      matches = "true",
      disabledReason = "reads three objects of 1 GB")
  void next_objectOfAGigabyte_memoryStaysFlat(InputType type) throws IOException {
    var rows = new Rows(type, 1_024L * MEGABYTE / Rows.ROW_BYTES);
    long sample = rows.rows / SAMPLES;
    long items = 0;
    long early = 0;
    try (ItemStream stream = open(rows, type)) {
      while (stream.next().isPresent()) {
        items++;
        if (items == sample) {
          early = usedBytes();
        } else if (items % sample == 0) {
          assertThat(usedBytes() - early).isLessThan(4L * MEGABYTE);
        }
      }
    }
    assertThat(items).isEqualTo(rows.rows);
    assertThat(rows.given).isGreaterThanOrEqualTo(1_024L * MEGABYTE);
  }
}
