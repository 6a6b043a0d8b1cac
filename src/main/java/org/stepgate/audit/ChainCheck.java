package org.stepgate.audit;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.stepgate.audit.ChainFault.Kind;

/// Checks a chain, line by line, against itself and against heads that are known from elsewhere.
///
/// Threads: confined to one.
final class ChainCheck {
  private final String chain;

  /// Heads that are known, by number: the hash, and who knows it.
  private final TreeMap<Long, Known> known = new TreeMap<>();

  private ChainHead head = ChainHead.NONE;
  private @Nullable ChainFault fault;

  /// The number that was looked for in vain; 0 for none.
  private long missing;

  private record Known(String hash, String by) {}

  ChainCheck(String chain) {
    this.chain = chain;
  }

  /// Tells of a head that is known.
  ///
  /// @param by where from, for messages
  void expect(ChainHead anchored, String by) {
    if (anchored.sequence() > 0) {
      known.putIfAbsent(anchored.sequence(), new Known(anchored.hash(), by));
    }
  }

  /// Tells that the records up to one are rightly not there any more.
  void beginAfter(ChainHead removed) {
    head = removed;
    compare();
  }

  /// Tells that the first records are not there, and should be.
  void lack(long sequence, String text) {
    fault(sequence, Kind.MISSING, text);
  }

  /// The number of the last record so far that is as it should be.
  ChainHead head() {
    return head;
  }

  /// Takes the next line.
  ///
  /// @return the record; null when it is none, or a fault was found here or before
  @Nullable ChainLine next(String text) {
    ChainLine line;
    try {
      line = ChainLine.parse(text);
    } catch (IllegalArgumentException e) {
      fault(head.sequence() + 1, Kind.EDITED, "it has not the form of a record");
      return null;
    }
    long number = line.head().sequence();
    if (fault != null) {
      if (missing == number) {
        missing = 0;
        fault = new ChainFault(chain, number, Kind.REORDERED, "it stands after later records");
      }
      return null;
    }
    long wanted = head.sequence() + 1;
    if (number > wanted) {
      missing = wanted;
      fault(wanted, Kind.MISSING, "it is missing, the next one is record " + number);
    } else if (number < wanted) {
      fault(number, Kind.REORDERED, "it stands after record " + head.sequence());
    } else if (!head.with(line.text()).equals(line.head())) {
      fault(number, Kind.EDITED, "it was changed, or does not follow the record before it");
    } else {
      head = line.head();
      compare();
    }
    return fault == null ? line : null;
  }

  private void compare() {
    Known anchor = known.get(head.sequence());
    if (anchor != null && !anchor.hash().equals(head.hash())) {
      fault(
          head.sequence(),
          Kind.REWRITTEN,
          "the chain up to here is not the one whose head " + anchor.by() + " has");
    }
  }

  private void fault(long sequence, Kind kind, String text) {
    if (fault == null) {
      fault = new ChainFault(chain, sequence, kind, text);
    }
  }

  /// What was found once there are no more lines.
  Optional<ChainFault> end() {
    Map.Entry<Long, Known> last = known.lastEntry();
    if (fault == null && last != null && last.getKey() > head.sequence()) {
      fault(
          head.sequence() + 1,
          Kind.TRUNCATED,
          "the chain ends before it, but record "
              + last.getKey()
              + " is known from "
              + last.getValue().by());
    }
    return Optional.ofNullable(fault);
  }
}
