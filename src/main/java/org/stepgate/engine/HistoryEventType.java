package org.stepgate.engine;

/// The types of history events, with the names of the Step Functions API.
public enum HistoryEventType {
  /// The execution began.
  ExecutionStarted("executionStartedEventDetails"),
  /// The execution ended with an output.
  ExecutionSucceeded("executionSucceededEventDetails");

  private final String detailsName;

  HistoryEventType(String detailsName) {
    this.detailsName = detailsName;
  }

  /// The member of the API's event that holds the details.
  public String detailsName() {
    return detailsName;
  }
}
