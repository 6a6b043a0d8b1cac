package org.stepgate.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Finds the word that somebody may have meant.
final class Suggestion {
  private static final int MAX_EDITS = 3;

  private Suggestion() {}

  /// The nearest of `known`, when it is near: at most three edits and a third of the word.
  static Optional<String> nearest(String word, Collection<String> known) {
    int limit = Math.min(MAX_EDITS, Math.max(1, word.length() / 3));
    return known.stream()
        .filter(each -> Math.abs(each.length() - word.length()) <= limit)
        .filter(each -> edits(word, each) <= limit)
        .min(
            Comparator.comparingInt((String each) -> edits(word, each))
                .thenComparing(each -> each));
  }

  /// `; 'x' is meant?` with the nearest of `known`; empty when none is near.
  static String hint(String word, Collection<String> known) {
    return nearest(word, known).map(near -> "; '" + near + "' is meant?").orElse("");
  }

  /// The number of characters to insert, remove, replace or swap with their neighbour: the distance
  /// of Damerau and Levenshtein where no part is edited twice. Keeps three rows of the table.
  private static int edits(String from, String to) {
    int[] beforeLast = new int[to.length() + 1];
    int[] last = new int[to.length() + 1];
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = last[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(last[j], row[j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && from.charAt(i - 1) == to.charAt(j - 2)
                && from.charAt(i - 2) == to.charAt(j - 1);
        if (swapped) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[to.length()];
  }
}
