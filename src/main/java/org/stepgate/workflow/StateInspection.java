package org.stepgate.workflow;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// What happened inside a state that was tested.
///
/// @param values the values between the steps of the data flow in JSON, by the name that the API
///   has for them, such as `afterInputPath`; only of the steps that the state went through
/// @param map how a Map state was set; null for other states, or when it was not reached
/// @param errorDetails what became of the error; null when nobody handled it
/// @param http what an HTTP task sent and got; null for other tasks, and below the level TRACE
/// @spec https://docs.aws.amazon.com/step-functions/latest/apireference/API_InspectionData.html
///   Step Functions API, InspectionData
public record StateInspection(
    SequencedMap<String, String> values,
    @Nullable MapSettings map,
    @Nullable ErrorDetails errorDetails,
    @Nullable HttpExchange http) {

  /// Copies the values.
  public StateInspection {
    values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
  }

  /// How a Map state was set.
  ///
  /// @param maxConcurrency how many iterations run at a time, 0 for no limit
  /// @param toleratedFailureCount how many may fail; null when it is not set
  /// @param toleratedFailurePercentage which share may fail, 0 to 100; null when it is not set
  public record MapSettings(
      long maxConcurrency,
      @Nullable Long toleratedFailureCount,
      @Nullable Double toleratedFailurePercentage) {}

  /// What became of an error.
  ///
  /// @param catchIndex the catcher that took it; null for none
  /// @param retryIndex the retrier that is for it; null for none
  /// @param retryBackoffIntervalSeconds how long it would wait before it tries again; null when it
  ///   does not
  public record ErrorDetails(
      @Nullable Integer catchIndex,
      @Nullable Integer retryIndex,
      @Nullable Integer retryBackoffIntervalSeconds) {}

  /// An HTTP request and its response. Each part is null when it is not known: the request when it
  /// was refused before it was sent, the response when there was none.
  public record HttpExchange(@Nullable Request request, @Nullable Response response) {
    /// A request.
    ///
    /// @param headers of the form `[name: value, name: value]`
    public record Request(
        @Nullable String protocol,
        @Nullable String method,
        @Nullable String url,
        @Nullable String headers,
        @Nullable String body) {}

    /// A response.
    ///
    /// @param headers of the form `[name: value, name: value]`
    public record Response(
        @Nullable String protocol,
        @Nullable String statusCode,
        @Nullable String statusMessage,
        @Nullable String headers,
        @Nullable String body) {}
  }
}
