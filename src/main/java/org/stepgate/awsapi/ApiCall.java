package org.stepgate.awsapi;

import java.util.Optional;
import org.stepgate.json.JsonValue.JsonBoolean;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.principal.Principal;

/// One call of an operation, whose input has passed its constraints.
///
/// @param operation what is to be done
/// @param input the content of the request
/// @param caller who calls
/// @param account the account that the caller acts in
record ApiCall(Operation operation, JsonObject input, Principal caller, String account) {
  private static final int USUAL_PAGE = 100;

  /// Carries out one operation.
  @FunctionalInterface
  interface Handler {
    /// The content of the answer.
    ///
    /// @throws ApiException when the call is refused
    JsonObject answer(ApiCall call) throws InterruptedException;
  }

  /// A text that the constraints require.
  String text(String name) {
    return optionalText(name)
        .orElseThrow(
            () -> new IllegalStateException("the constraints let " + name + " be missing"));
  }

  Optional<String> optionalText(String name) {
    return Optional.ofNullable(input.string(name));
  }

  /// `true` or `false`, `fallback` when it is missing.
  boolean flag(String name, boolean fallback) {
    return input.get(name) instanceof JsonBoolean(boolean flag) ? flag : fallback;
  }

  Optional<Long> whole(String name) {
    return input.get(name) instanceof JsonNumber number
        ? Optional.of((long) number.toDouble())
        : Optional.empty();
  }

  /// The size of a page: 100 unless the caller asks for another one; 0 asks for the usual one.
  int pageSize() {
    int wanted = whole("maxResults").orElse(0L).intValue();
    return wanted == 0 ? USUAL_PAGE : wanted;
  }

  /// Whether the data of executions and definitions are wanted, not only what is known about them.
  boolean withData() {
    return !optionalText("includedData").orElse("").equals("METADATA_ONLY");
  }
}
