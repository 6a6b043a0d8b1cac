package org.stepgate.workflow;

import java.io.Serial;

/// An operation was refused, with an error of the Step Functions API: code and message are what the
/// caller is told.
///
/// @spec https://docs.aws.amazon.com/step-functions/latest/apireference/CommonErrors.html Step
///   Functions API, errors
public final class WorkflowException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final String code;

  /// A refusal.
  ///
  /// @param code the name of the exception in the API, such as `StateMachineDoesNotExist`
  /// @param message the text that the API gives with it
  public WorkflowException(String code, String message) {
    super(message);
    this.code = code;
  }

  /// The name of the exception in the API.
  public String code() {
    return code;
  }

  /// The text for the caller.
  public String text() {
    return String.valueOf(getMessage());
  }

  /// There is no such state machine, version or alias.
  public static WorkflowException noSuchMachine(String arn) {
    return new WorkflowException(
        "StateMachineDoesNotExist", "State Machine Does Not Exist: '" + arn + "'");
  }

  /// There is no such execution.
  public static WorkflowException noSuchExecution(String arn) {
    return new WorkflowException(
        "ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn + "'");
  }

  /// There is no such activity.
  public static WorkflowException noSuchActivity(String arn) {
    return new WorkflowException("ActivityDoesNotExist", "Activity Does Not Exist: '" + arn + "'");
  }

  /// There is no such machine, activity or alias where any of them may be named.
  public static WorkflowException noSuchResource(String arn) {
    return new WorkflowException("ResourceNotFound", "Resource not found: '" + arn + "'");
  }

  /// The text is no ARN, or that of something else than the operation is about.
  public static WorkflowException invalidArn(String reason) {
    return new WorkflowException("InvalidArn", "Invalid Arn: '" + reason + "'");
  }

  /// A name holds what names may not hold.
  public static WorkflowException invalidName(String name) {
    return new WorkflowException("InvalidName", "Invalid Name: '" + name + "'");
  }

  /// A page token is none of ours.
  public static WorkflowException invalidToken() {
    return new WorkflowException("InvalidToken", "Invalid Token: 'Invalid token'");
  }

  /// A parameter breaks a rule of the API.
  public static WorkflowException validation(String message) {
    return new WorkflowException("ValidationException", message);
  }

  /// The change contradicts what there is, or was asked for an older revision.
  public static WorkflowException conflict(String message) {
    return new WorkflowException("ConflictException", message);
  }

  /// The resource cannot be changed through the API.
  public static WorkflowException accessDenied(String message) {
    return new WorkflowException("AccessDeniedException", message);
  }
}
