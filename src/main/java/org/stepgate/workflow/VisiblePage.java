package org.stepgate.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Pages of a list of which a caller may see only some items. They are full as long as there are
/// items left to see, if those of the list are.
public final class VisiblePage {
  /// Pages that are read for one. Behind so many the page is given as it is, with a token to go on:
  /// somebody who may see little of much pays with more calls, not with all our time.
  public static final int MAX_READS = 200;

  private VisiblePage() {}

  /// Gives a page of a list.
  ///
  /// @param <T> what is listed
  @FunctionalInterface
  public interface Source<T> {
    /// Up to `size` items, from where the token says.
    Page<T> read(int size, @Nullable String token);
  }

  /// A page of what can be seen. Its token is that of the last page that was read, so that nothing
  /// is left out or told twice.
  ///
  /// @param size how many items it has at most
  /// @param token where it begins; null for the start of the list
  public static <T> Page<T> of(
      int size, @Nullable String token, Source<T> source, Predicate<? super T> visible) {
    List<T> seen = new ArrayList<>();
    String next = token;
    for (int reads = 0; reads < MAX_READS; reads++) {
      Page<T> page = source.read(size - seen.size(), next);
      int before = seen.size();
      page.items().stream().filter(visible).forEach(seen::add);
      next = page.nextToken();
      boolean complete = seen.size() - before == page.items().size();
      if (complete || next == null) {
        break;
      }
    }
    return new Page<>(seen, next);
  }
}
