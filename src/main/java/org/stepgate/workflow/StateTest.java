package org.stepgate.workflow;

import org.jspecify.annotations.Nullable;

/// TestState. All texts are as the caller sent them; JSON is checked by [StateTests#test].
///
/// @param account the account of the caller
/// @param definition the state, or the machine that has it
/// @param stateName the state within the machine; null when `definition` is a state
/// @param roleArn what the state runs as; null when nothing outside is called
/// @param input JSON; null for `{}`
/// @param context the context object in JSON; null for one that is made up
/// @param variables an object of variables in JSON; null for none
/// @param level how much to tell of the data flow
/// @param revealSecrets whether to show the authorization of an HTTP request
/// @param mock what stands in for the work of the state; null to do it
/// @param configuration the circumstances
public record StateTest(
    String account,
    String definition,
    @Nullable String stateName,
    @Nullable String roleArn,
    @Nullable String input,
    @Nullable String context,
    @Nullable String variables,
    Level level,
    boolean revealSecrets,
    @Nullable Mock mock,
    Configuration configuration) {

  /// How much is told of the data flow, with the names of the API.
  public enum Level {
    /// Nothing but the end.
    INFO,
    /// The values between its steps.
    DEBUG,
    /// Also the HTTP request and response.
    TRACE
  }

  /// What stands in for the work of a Task, Parallel or Map state. Exactly one of `result` and
  /// `errorOutput` is expected.
  ///
  /// @param result the result, in JSON; null for none
  /// @param errorOutput the error; null for none
  /// @param validation how the result is held against the API of what the task calls
  public record Mock(
      @Nullable String result, @Nullable ErrorOutput errorOutput, FieldValidation validation) {}

  /// An error that stands in for the work of a state.
  ///
  /// @param error its name, null for none
  /// @param cause the explanation, null for none
  public record ErrorOutput(@Nullable String error, @Nullable String cause) {}

  /// How a mocked result is held against the API of what the task calls, with the names of the API.
  public enum FieldValidation {
    /// Required fields must be there, and fields that are there must fit.
    STRICT,
    /// Fields that are there must fit.
    PRESENT,
    /// Anything goes.
    NONE
  }

  /// The circumstances of a test; null for each that is not given.
  ///
  /// @param retrierRetryCount how often the retrier of the mocked error has been used, 0 or more
  /// @param errorCausedByState the state inside a Parallel or Map state that the mocked error came
  ///   from
  /// @param mapIterationFailureCount how many iterations of a Map state have failed, 0 or more
  /// @param mapItemReaderData what the ItemReader of a Map state finds
  public record Configuration(
      @Nullable Integer retrierRetryCount,
      @Nullable String errorCausedByState,
      @Nullable Integer mapIterationFailureCount,
      @Nullable String mapItemReaderData) {
    /// No circumstance is given.
    public static final Configuration NONE = new Configuration(null, null, null, null);
  }
}
