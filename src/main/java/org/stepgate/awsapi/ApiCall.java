package org.stepgate.awsapi;

import org.jspecify.annotations.Nullable;
import org.stepgate.identity.SignatureCheck;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.policy.Context;
import org.stepgate.principal.Principal;
import org.stepgate.workflow.ExecutionId;
import org.stepgate.workflow.PageRequest;
import org.stepgate.workflow.StatesArn;
import org.stepgate.workflow.WorkflowException;
import org.stepgate.workflow.Workflows;

/// One call of an operation.
///
/// @param operation what is to be done
/// @param input the content of the request
/// @param caller who calls
/// @param account the account that the caller acts in
/// @param context what policies may know of the request
/// @param proof the signature of the request
/// @param sight what the caller may see of lists
record ApiCall(
    Operation operation,
    Input input,
    Principal caller,
    String account,
    Context context,
    SignatureCheck.Proof proof,
    Sight sight) {
  /// Carries out one operation.
  @FunctionalInterface
  interface Handler {
    /// The content of the answer.
    ///
    /// @throws ApiException when the call is refused
    /// @throws WorkflowException when the engine refuses it
    JsonObject answer(ApiCall call) throws InterruptedException;
  }

  /// A text that the constraints require.
  String text(String name) {
    return input.text(name);
  }

  /// A text, null when it is missing.
  @Nullable String textOrNull(String name) {
    return input.optionalText(name).orElse(null);
  }

  /// The id that `executionArn` stands for. One of another account is not there, whatever it names.
  ///
  /// @throws WorkflowException `InvalidArn`, `ExecutionDoesNotExist`
  ExecutionId execution(Workflows workflows) {
    String text = text("executionArn");
    StatesArn.Execution arn = StatesArn.execution(text);
    return workflows
        .locate(arn)
        .filter(_ -> arn.account().equals(account))
        .orElseThrow(() -> WorkflowException.noSuchExecution(text));
  }

  /// The page of a list whose token the engine makes and reads.
  PageRequest page() {
    return new PageRequest(
        input.whole("maxResults").orElse(0L).intValue(), textOrNull("nextToken"));
  }

  /// Whether the data of executions and definitions are wanted, not only what is known about them.
  boolean withData() {
    return !input.optionalText("includedData").orElse("").equals("METADATA_ONLY");
  }
}
