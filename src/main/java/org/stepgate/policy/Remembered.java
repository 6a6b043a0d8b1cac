package org.stepgate.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Decisions by their questions; those that were asked last are kept. Safe for many threads.
final class Remembered {
  private static final int PART_BITS = 4;
  private static final int PARTS = 1 << PART_BITS;

  /// Spreads hashes of similar questions: 2^32 divided by the golden ratio.
  private static final int SPREAD = 0x9E3779B9;

  private final List<Part> parts = new ArrayList<>();

  /// @param size how many are kept, a multiple of 16
  Remembered(int size) {
    for (int i = 0; i < PARTS; i++) {
      parts.add(new Part(size / PARTS));
    }
  }

  /// The decision; asked for when it is not known. Two threads may ask at the same time.
  Decision get(Question question, Function<Question, Decision> asked) {
    Part part = parts.get((question.hashCode() * SPREAD) >>> (Integer.SIZE - PART_BITS));
    synchronized (part) {
      Decision known = part.get(question);
      if (known != null) {
        return known;
      }
    }
    Decision decision = asked.apply(question);
    synchronized (part) {
      part.put(question, decision);
    }
    return decision;
  }

  /// How many are kept now.
  int size() {
    int size = 0;
    for (Part part : parts) {
      synchronized (part) {
        size += part.size();
      }
    }
    return size;
  }

  @SuppressWarnings("serial") // never serialised
  private static final class Part extends LinkedHashMap<Question, Decision> {
    private final int limit;

    Part(int limit) {
      super(16, 0.75f, true);
      this.limit = limit;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Question, Decision> eldest) {
      return size() > limit;
    }
  }
}
