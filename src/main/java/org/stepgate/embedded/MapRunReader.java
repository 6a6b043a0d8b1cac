package org.stepgate.embedded;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.stepgate.asl.EvaluationException;
import org.stepgate.engine.ItemBatches;
import org.stepgate.engine.ItemInputs;
import org.stepgate.engine.MapRunPlan;
import org.stepgate.items.ItemReaderException;
import org.stepgate.items.ItemStream;
import org.stepgate.items.ItemStreams;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonWriter;
import org.stepgate.store.MapInput;
import org.stepgate.store.MapRunRow;
import org.stepgate.store.Store;
import org.stepgate.store.WorkerId;
import org.stepgate.store.Write;
import org.stepgate.tasks.ObjectStoreException;
import org.stepgate.workflow.BackendException;

/// Reads the items of a map run and stores the inputs of its children, a few hundred at a time.
/// What another worker has read before is passed over. A transfer that fails because the worker is
/// being closed fails nothing: whoever takes over reads on.
///
/// Threads: one per run.
final class MapRunReader {
  private static final Logger log = LogManager.getLogger(MapRunReader.class);

  /// The error of a state whose items cannot be read.
  static final String FAILED = "States.ItemReaderFailed";

  private static final int CHUNK_INPUTS = 500;
  private static final int CHUNK_CHARACTERS = 1 << 20;

  private final Store store;
  private final WorkerId worker;
  private final MapRunFacts facts;
  private final Runnable appended;
  private final BooleanSupplier closing;

  private final List<MapInput> chunk = new ArrayList<>();
  private int chunkCharacters;
  private long nextChild;
  private long itemsRead;

  /// Null when each child has one item.
  private @Nullable ItemBatches batches;

  /// @param appended called when inputs were stored, and when the run was let fail
  /// @param closing true once the worker is being closed
  MapRunReader(
      Store store, WorkerId worker, MapRunFacts facts, Runnable appended, BooleanSupplier closing) {
    this.store = store;
    this.worker = worker;
    this.facts = facts;
    this.appended = appended;
    this.closing = closing;
  }

  /// Reads on from where the run is.
  ///
  /// @param done called at the end, before the last call of `appended`
  void read(MapRunRow run, Runnable done) {
    try {
      readAll(run);
      done.run();
    } catch (ItemReaderException e) {
      done.run();
      fail(run, FAILED, e.text());
    } catch (ObjectStoreException e) {
      done.run();
      fail(run, FAILED, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      done.run();
      fail(run, FAILED, "The items could not be read: " + e.getMessage());
    } catch (EvaluationException e) {
      done.run();
      fail(run, e.error(), e.causeText());
    } catch (BackendException e) {
      log.warn("map_run.items_not_read run={}", run.id().value(), e);
      done.run();
      if (!e.retryable()) {
        fail(run, "States.Runtime", String.valueOf(e.getMessage()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    appended.run();
  }

  private void fail(MapRunRow run, String error, String cause) {
    if (closing.getAsBoolean()) {
      return;
    }
    try {
      var _ =
          Futures.get(store.write(new Write.FailMapRun(run.id(), run.redrives(), error, cause)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void readAll(MapRunRow run) throws IOException, InterruptedException {
    MapRunPlan plan = facts.known().plan();
    var inputs = new ItemInputs(facts.known().state(), plan);
    nextChild = run.children().total();
    long before = run.items().total();
    batches = plan.batches() == null ? null : new ItemBatches(plan.batches(), this::put);
    try (ItemStream items = open(plan)) {
      while (plan.maxItems() == 0 || itemsRead < plan.maxItems()) {
        Optional<ItemStream.Item> item = items.next();
        if (item.isEmpty()) {
          break;
        }
        long index = itemsRead;
        itemsRead++;
        if (index >= before) {
          add(inputs, item.get(), index);
          if (isFull() && !append(run, false)) {
            return;
          }
        }
      }
    }
    if (batches != null) {
      batches.close();
    }
    var _ = append(run, true);
  }

  private ItemStream open(MapRunPlan plan) throws IOException {
    if (plan.items() != null) {
      return ItemStreams.of((JsonArray) plan.items().json());
    }
    MapRunFacts.Known known = facts.known();
    if (plan.reader() == null
        || known.distribution().reader() == null
        || !(plan.reader().json() instanceof JsonObject arguments)) {
      throw new BackendException(
          EmbeddedEngine.NAME, false, "the arguments of the ItemReader are no object", null);
    }
    return new ItemStreams(facts.objects(), known.caller())
        .open(known.distribution().reader(), arguments);
  }

  private boolean isFull() {
    return chunk.size() >= CHUNK_INPUTS || chunkCharacters >= CHUNK_CHARACTERS;
  }

  private void add(ItemInputs inputs, ItemStream.Item item, long index) {
    String input =
        JsonWriter.write(
            inputs.of(new ItemInputs.Item(index, item.key(), item.value(), item.source())));
    if (batches == null) {
      put(input, 1);
    } else {
      batches.add(input);
    }
  }

  private void put(String input, int items) {
    chunk.add(new MapInput(nextChild, items, input));
    chunkCharacters += input.length();
    nextChild++;
  }

  /// Stores the chunk; false when the run needs no more.
  private boolean append(MapRunRow run, boolean last) throws InterruptedException {
    MapRunFacts.Known known = facts.known();
    boolean wanted =
        Futures.get(
            store.write(
                new Write.AppendMapInputs(
                    run.id(),
                    worker,
                    known.definitionSha256(),
                    known.definition(),
                    nextChild - chunk.size(),
                    chunk,
                    itemsRead - (batches == null ? 0 : batches.waiting()),
                    last)));
    chunk.clear();
    chunkCharacters = 0;
    if (!last) {
      appended.run();
    }
    return wanted;
  }
}
