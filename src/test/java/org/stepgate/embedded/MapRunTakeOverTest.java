package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.store.Write;
import org.stepgate.workflow.MapRunDescription;
import org.stepgate.workflow.PageRequest;
import org.stepgate.workflow.StatesArn;

/// Workers that go away while they read the items of a map run.
@Timeout(120)
final class MapRunTakeOverTest {
  private static final String PASS = "{\"Type\": \"Pass\", \"End\": true}";
  private static final int ITEMS = 2_000;
  private static final int READ = 1_700;

  private static final String READER =
      """
      "ItemReader": {"Resource": "arn:aws:states:::s3:getObject",
        "ReaderConfig": {"InputType": "JSONL"}, "Parameters": {"Bucket": "b", "Key": "k"}},
      """;

  @TempDir Path folder;

  private Pool pool(StandInBucket bucket, String machine) {
    return new Pool(folder).objects(bucket).standard("m", machine);
  }

  private static String lines(int count) {
    return IntStream.range(0, count).mapToObj(i -> i + "\n").collect(Collectors.joining());
  }

  private static MapRunDescription run(Pool.Worker worker) {
    var arn =
        (StatesArn.Execution)
            StatesArn.parse(worker.engine.describe(Pool.id("m", "one")).orElseThrow().arn());
    return worker.engine.mapRuns().list(arn, PageRequest.FIRST).items().getFirst();
  }

  private static void takeOver(Pool.Worker gone, Pool.Worker heir) throws Exception {
    var left =
        heir.store.write(new Write.RetireWorker(gone.id, heir.id, "boot", 0, Instant.now())).get();
    heir.engine.takeOver((Write.RetireOutcome.Retired) left);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          STANDARD |                                                      | 2000
          EXPRESS  |                                                      | 2000
          STANDARD | "ItemBatcher": {"MaxItemsPerBatch": 3},              |  667
          EXPRESS  | "ItemBatcher": {"MaxInputBytesPerBatch": 22},        |
          """)
  void readerDies_whileItReads_itsHeirReadsOnAndDoublesNothing(
      String type, String batcher, Long children) throws Exception {
    var bucket = new StandInBucket();
    bucket.objects.put("k", lines(ITEMS));
    bucket.stallOnce("k", lines(READ).length());
    String fields = READER + (batcher == null ? "" : batcher);
    try (var pool = pool(bucket, MapRunsTest.machine(type, fields, PASS))) {
      Pool.Worker first = pool.worker();
      first.start("m", "one", "{}");
      assertThat(bucket.stalled.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(run(first).items().total()).isBetween(1L, (long) READ);
      first.close();

      Pool.Worker second = pool.worker();
      takeOver(first, second);

      var ended = second.ended("m", "one");
      assertThat(ended.cause()).isNull();
      String output = String.valueOf(ended.output());
      String items =
          IntStream.range(0, ITEMS).mapToObj(Integer::toString).collect(Collectors.joining(","));
      assertThat(output.replaceAll("\\{\"Items\":\\[|]}", "")).isEqualTo("[" + items + "]");
      MapRunDescription run = run(second);
      assertThat(run.items().total()).isEqualTo(ITEMS);
      assertThat(run.items().succeeded()).isEqualTo(ITEMS);
      if (children != null) {
        assertThat(run.executions().total()).isEqualTo(children);
      }
    }
  }

  @Test
  void readerIsClosed_runDoesNotFail() throws Exception {
    var bucket = new StandInBucket();
    bucket.objects.put("k", lines(3));
    bucket.stallOnce("k", 2);
    try (var pool = pool(bucket, MapRunsTest.machine("EXPRESS", READER, PASS))) {
      Pool.Worker first = pool.worker();
      first.start("m", "one", "{}");
      assertThat(bucket.stalled.await(60, TimeUnit.SECONDS)).isTrue();

      first.engine.close();

      Pool.Worker second = pool.worker();
      assertThat(run(second).items().total()).isZero();
      takeOver(first, second);
      assertThat(second.ended("m", "one").output()).isEqualTo("[0,1,2]");
    }
  }
}
