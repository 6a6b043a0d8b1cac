package org.stepgate.awsapi;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.stepgate.digest.Sha256;
import org.stepgate.workflow.WorkflowException;

/// The `nextToken` of a list: where the engine goes on, and what was listed, so that a token of
/// another list is refused.
final class PageToken {
  private static final int MARK_CHARACTERS = 16;

  private PageToken() {}

  /// The token for the caller; null when there is no further page.
  ///
  /// @param place where the engine goes on, null at the end
  /// @param filter what is listed
  static @Nullable String seal(@Nullable String place, String filter) {
    return place == null
        ? null
        : Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString((mark(filter) + place).getBytes(StandardCharsets.UTF_8));
  }

  /// Where the engine goes on.
  ///
  /// @throws WorkflowException `InvalidToken` when the token is not one of this list
  static String open(String token, String filter) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      if (text.startsWith(mark(filter))) {
        return text.substring(MARK_CHARACTERS);
      }
    } catch (IllegalArgumentException e) {
      throw WorkflowException.invalidToken();
    }
    throw WorkflowException.invalidToken();
  }

  private static String mark(String filter) {
    return Sha256.hex(filter).substring(0, MARK_CHARACTERS);
  }
}
