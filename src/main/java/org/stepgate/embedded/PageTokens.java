package org.stepgate.embedded;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.stepgate.workflow.Page;
import org.stepgate.workflow.PageRequest;
import org.stepgate.workflow.WorkflowException;

/// Pages of lists and their tokens: base64 of the kind of list, a colon, and the last item's key.
final class PageTokens {
  private PageTokens() {}

  /// The key after which a page begins.
  ///
  /// @param first what stands for the beginning
  /// @throws WorkflowException `InvalidToken` when the token is none of that kind of list
  static String after(PageRequest page, String kind, String first) {
    String token = page.nextToken();
    if (token == null) {
      return first;
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      if (text.startsWith(kind + ":")) {
        return text.substring(kind.length() + 1);
      }
      throw WorkflowException.invalidToken();
    } catch (IllegalArgumentException e) {
      throw WorkflowException.invalidToken();
    }
  }

  /// A page of what was read, which is one item more than the page has when there are more.
  ///
  /// @param key gives the key of an item
  static <R, T> Page<T> page(
      List<R> read, PageRequest page, String kind, Function<R, String> key, Function<R, T> item) {
    boolean more = read.size() > page.size();
    List<R> shown = more ? read.subList(0, page.size()) : read;
    @Nullable String next = more ? token(kind + ':' + key.apply(shown.getLast())) : null;
    return new Page<>(shown.stream().map(item).toList(), next);
  }

  private static String token(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
