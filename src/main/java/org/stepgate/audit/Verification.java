package org.stepgate.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue.JsonObject;

/// Checks the chain of the store and the logs of all workers, which hold heads of each other.
///
/// Workers may go on meanwhile: what they add while this reads is not looked at.
public final class Verification {
  private static final String STORE = "store";
  private static final int MAX_TRIES = 3;

  private final StoreChain store;
  private final Path logs;
  private final List<ChainFault> faults = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Map<String, ChainHead> heads = new TreeMap<>();

  /// Where each log was anchored in the store, by its name.
  private final Map<String, List<Anchor>> anchors = new TreeMap<>();

  /// Up to where each log was removed, by its name, as the store says it last.
  private final Map<String, Anchor> removals = new TreeMap<>();

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
    for (int tries = MAX_TRIES; ; tries--) {
      List<Path> files = LogName.files(logs);
      var verification = new Verification(store, logs);
      verification.checkStore(head);
      verification.checkLogs();
      if (verification.faults.isEmpty() || tries == 1 || files.equals(LogName.files(logs))) {
        return new Report(verification.heads, verification.faults, verification.notes);
      }
      // Files have begun or were removed meanwhile: the store that was read may not tell of it.
    }
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
    JsonObject anchored = Anchors.ofType(line.text(), AuditEvent.LogAnchored.class);
    if (anchored != null) {
      ChainHead head = Anchors.head(anchored);
      if (head != null) {
        anchors
            .computeIfAbsent(String.valueOf(anchored.string("log")), _ -> new ArrayList<>())
            .add(new Anchor(head, number));
      }
    }
    JsonObject removal = Anchors.ofType(line.text(), AuditEvent.LogRemoved.class);
    ChainHead last = Anchors.head(removal);
    if (removal != null && last != null) {
      removals.put(String.valueOf(removal.string("log")), new Anchor(last, number));
    }
    JsonObject copy = Anchors.ofType(line.text(), AuditEvent.StoreRestored.class);
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
    var first = new AtomicBoolean(true);
    LogFiles.forEachLine(
        logs,
        name,
        text -> {
          if (first.getAndSet(false)) {
            checkBeginning(check, name, text);
          }
          ChainLine line = check.next(text);
          ChainHead head =
              line == null
                  ? null
                  : Anchors.head(Anchors.ofType(line.text(), AuditEvent.StoreAnchored.class));
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

  /// Looks whether a log may begin as it does: not with its first record, because those before were
  /// removed as the store says.
  private void checkBeginning(ChainCheck check, String name, String text) {
    ChainHead before = beginning(text);
    if (before == null) {
      return;
    }
    Anchor removal = removals.get(name);
    long gone = removal == null ? 0 : removal.head().sequence();
    if (removal != null && (before.sequence() < gone || before.equals(removal.head()))) {
      check.beginAfter(before);
    } else if (restored > 0 && before.sequence() > gone) {
      check.beginAfter(before);
      notes.add(
          name
              + " begins with record "
              + (before.sequence() + 1)
              + ": the store, which was put back from a copy, does not say why");
    } else if (removal != null && before.sequence() == gone) {
      check.lack(gone, "it is not the one that was removed by store record " + removal.by());
    } else {
      check.lack(
          gone + 1,
          "it is missing, the log begins with record "
              + (before.sequence() + 1)
              + ", and no record of the store says that those before it were removed");
    }
  }

  /// The head of the file before the one that begins with a line; null when it does not say so.
  private static @Nullable ChainHead beginning(String text) {
    try {
      return Anchors.before(ChainLine.parse(text));
    } catch (IllegalArgumentException e) {
      return null; // The check will say so.
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
}
