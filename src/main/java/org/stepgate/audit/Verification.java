package org.stepgate.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;

/// Checks the chain of the store and the logs of all workers, which hold heads of each other.
///
/// Workers may go on meanwhile: what they add while this reads is not looked at.
public final class Verification {
  private static final String STORE = "store";

  private final StoreChain store;
  private final Path logs;
  private final List<ChainFault> faults = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Map<String, ChainHead> heads = new TreeMap<>();

  /// Where each log was anchored in the store, by its name.
  private final Map<String, List<Anchor>> anchors = new TreeMap<>();

  /// The number of the last record that tells of a restored copy; 0 for none.
  private long restored;

  private record Anchor(ChainHead head, long by) {}

  private Verification(StoreChain store, Path logs) {
    this.store = store;
    this.logs = logs;
  }

  /// What was found.
  ///
  /// @param heads the last good record of each chain, by its name, `store` first
  /// @param faults the first bad record of each chain that has one
  /// @param notes what is no fault but worth knowing
  public record Report(Map<String, ChainHead> heads, List<ChainFault> faults, List<String> notes) {
    /// Copies what is given.
    public Report {
      heads = Map.copyOf(heads);
      faults = List.copyOf(faults);
      notes = List.copyOf(notes);
    }
  }

  /// Checks everything.
  ///
  /// @param logs the folder of the logs
  /// @param head a head of the store's chain that is known from elsewhere; null for none
  /// @throws IOException when a log cannot be read
  public static Report verify(StoreChain store, Path logs, @Nullable ChainHead head)
      throws IOException {
    var verification = new Verification(store, logs);
    verification.checkStore(head);
    verification.checkLogs();
    return new Report(verification.heads, verification.faults, verification.notes);
  }

  private void checkStore(@Nullable ChainHead head) {
    var check = new ChainCheck(STORE);
    if (head != null) {
      check.expect(head, "--head");
    }
    store.forEach(text -> {
      ChainLine line = check.next(text);
      if (line != null) {
        noteAnchor(line);
      }
    });
    check.end().ifPresent(faults::add);
    heads.put(STORE, check.head());
  }

  private void noteAnchor(ChainLine line) {
    long number = line.head().sequence();
    JsonObject anchored = ofType(line.text(), AuditEvent.LogAnchored.class);
    if (anchored != null) {
      ChainHead head = head(anchored);
      if (head != null) {
        anchors
            .computeIfAbsent(String.valueOf(anchored.string("log")), _ -> new ArrayList<>())
            .add(new Anchor(head, number));
      }
    }
    JsonObject copy = ofType(line.text(), AuditEvent.StoreRestored.class);
    if (copy != null) {
      restored = number;
      notes.add("store record " + number + ": the store was put back from a copy");
    }
  }

  private void checkLogs() throws IOException {
    var names = new TreeSet<>(LogName.in(logs));
    names.addAll(anchors.keySet());
    for (String name : names) {
      checkLog(name);
    }
  }

  private void checkLog(String name) throws IOException {
    var check = new ChainCheck(name);
    for (Anchor anchor : anchors.getOrDefault(name, List.of())) {
      check.expect(anchor.head(), "store record " + anchor.by());
    }
    var known = new ArrayList<Anchor>();
    forEachLine(
        LogName.file(logs, name),
        text -> {
          ChainLine line = check.next(text);
          JsonObject anchored =
              line == null ? null : ofType(line.text(), AuditEvent.StoreAnchored.class);
          ChainHead head = anchored == null ? null : head(anchored);
          if (line != null && head != null) {
            known.add(new Anchor(head, line.head().sequence()));
          }
        },
        torn -> notes.add(name + " ends in " + torn + " bytes of a record that is being written"));
    check.end().ifPresent(faults::add);
    heads.put(name, check.head());
    for (Anchor anchor : known) {
      compareStore(name, anchor);
    }
  }

  /// Compares the store with a head that a log has.
  private void compareStore(String log, Anchor anchor) {
    if (faults.stream().anyMatch(fault -> fault.chain().equals(STORE))) {
      return;
    }
    Optional<ChainHead> found = store.headAt(anchor.head().sequence());
    if (found.isPresent() && found.get().equals(anchor.head())) {
      return;
    }
    if (restored > 0 && restored <= anchor.head().sequence()) {
      return; // What it knows of came after the copy was made.
    }
    long sequence = anchor.head().sequence();
    String by = log + " record " + anchor.by();
    faults.add(
        found.isPresent()
            ? new ChainFault(
                STORE,
                sequence,
                ChainFault.Kind.REWRITTEN,
                "the chain up to here is not the one whose head " + by + " has")
            : new ChainFault(
                STORE,
                heads.getOrDefault(STORE, ChainHead.NONE).sequence() + 1,
                ChainFault.Kind.TRUNCATED,
                "the chain ends before it, but record " + sequence + " is known from " + by));
  }

  /// Gives the whole lines of a log; none for one that is not there.
  ///
  /// @param torn told how many bytes come after the last line, when there are any
  static void forEachLine(Path file, Consumer<String> line, Consumer<Integer> torn)
      throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ);
        var reader =
            new BufferedReader(
                new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8))) {
      var text = new StringBuilder();
      for (int c = reader.read(); c >= 0; c = reader.read()) {
        if (c == '\n') {
          line.accept(text.toString());
          text.setLength(0);
        } else {
          text.append((char) c);
        }
      }
      if (!text.isEmpty()) {
        torn.accept(text.length());
      }
    } catch (NoSuchFileException _) {
      // Its anchors tell that it was there.
    }
  }

  /// The record as an object when it is of that type; else null.
  private static @Nullable JsonObject ofType(String text, Class<? extends AuditEvent> type) {
    String beginning = "{\"version\":1,\"type\":\"" + type.getSimpleName() + "\",";
    return text.startsWith(beginning)
            && JsonReader.read(text, JsonLimits.STORED) instanceof JsonObject object
        ? object
        : null;
  }

  private static @Nullable ChainHead head(JsonObject entry) {
    try {
      return entry.get("sequence") instanceof JsonNumber(String number)
          ? ChainHead.parse(number + ":" + entry.string("hash"))
          : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
