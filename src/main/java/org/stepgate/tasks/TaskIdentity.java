package org.stepgate.tasks;

/// Which attempt of which state of which execution makes a call.
///
/// @param executionArn the ARN of the execution, not empty
/// @param stateName the name of the Task state, not empty
/// @param attempt how many times the state was retried before: 0 for the first attempt
/// @param idempotencyKey the same for a repetition of this attempt by another worker, different for
///   every other attempt; 1 to 256 visible ASCII characters, as it travels in a header and in an
///   environment variable
public record TaskIdentity(
    String executionArn, String stateName, int attempt, String idempotencyKey) {
  private static final int MAX_KEY_CHARACTERS = 256;

  /// Checks the ranges.
  public TaskIdentity {
    if (executionArn.isEmpty() || stateName.isEmpty()) {
      throw new IllegalArgumentException("a task identity names its execution and its state");
    }
    if (attempt < 0) {
      throw new IllegalArgumentException("attempt is " + attempt + ", expected 0 or more");
    }
    if (idempotencyKey.isEmpty()
        || idempotencyKey.length() > MAX_KEY_CHARACTERS
        || !idempotencyKey.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
      throw new IllegalArgumentException(
          "an idempotency key has 1 to " + MAX_KEY_CHARACTERS + " visible ASCII characters");
    }
  }
}
