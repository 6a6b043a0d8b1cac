package org.stepgate.workflow;

import java.time.Instant;
import java.util.List;

/// The operations of the Step Functions API that make and change state machines, their versions,
/// aliases and tags, on whichever engine.
///
/// What the API answers as an error is thrown as [WorkflowException], with the API's code and text.
/// The constraints that the API's model states for single parameters (lengths, patterns, ranges)
/// are checked by the wire format; rules that go beyond one parameter are checked here. Any call
/// may throw [BackendException]. A change is durable when its call returns, and every worker of a
/// pool sees it; one that is interrupted may or may not have happened.
///
/// A machine belongs to an account. Of another account's machines every operation says that they do
/// not exist. Machines from files belong to the account of the configuration; they are listed and
/// described, and every change of them is refused as `AccessDeniedException`.
///
/// Threads: safe for use by any; calls block.
public interface StateMachines {
  /// CreateStateMachine. The same request again gives the same answer, and changes nothing; role
  /// and tags may differ then.
  ///
  /// @throws WorkflowException `InvalidName`, `InvalidDefinition`, `InvalidLoggingConfiguration`,
  ///   `StateMachineAlreadyExists`, `TooManyTags`, `ValidationException`, `AccessDeniedException`
  CreatedMachine create(CreateMachine request) throws InterruptedException;

  /// UpdateStateMachine. An update that changes nothing makes no revision.
  ///
  /// @throws WorkflowException `InvalidArn`, `StateMachineDoesNotExist`,
  ///   `MissingRequiredParameter`, `InvalidDefinition`, `InvalidLoggingConfiguration`,
  ///   `ValidationException`, `AccessDeniedException`
  UpdatedMachine update(UpdateMachine request) throws InterruptedException;

  /// DeleteStateMachine, with all versions and aliases. What runs goes on with the definition that
  /// it has. One that does not exist is deleted already.
  ///
  /// @param machineArn unqualified
  /// @throws WorkflowException `InvalidArn`, `ValidationException`, `AccessDeniedException`
  void delete(String account, String machineArn) throws InterruptedException;

  /// DescribeStateMachine.
  ///
  /// @param machineArn the ARN of a machine, of a version, or of an alias, which stands for the
  ///   version of its largest weight
  /// @throws WorkflowException `InvalidArn`, `StateMachineDoesNotExist`
  MachineDetail describe(String account, String machineArn);

  /// DescribeStateMachineForExecution: the machine as it was when the execution was started, also
  /// after it was changed or deleted.
  ///
  /// @throws WorkflowException `InvalidArn`, `ExecutionDoesNotExist`
  MachineDetail describeForExecution(String account, String executionArn);

  /// ListStateMachines, by name.
  ///
  /// @throws WorkflowException `InvalidToken`
  Page<MachineSummary> list(String account, PageRequest page);

  /// ValidateStateMachineDefinition.
  ValidationResult validate(ValidateDefinition request);

  /// PublishStateMachineVersion. A revision that is published already is not published again.
  ///
  /// @throws WorkflowException `InvalidArn`, `StateMachineDoesNotExist`, `ConflictException`,
  ///   `AccessDeniedException`
  VersionSummary publishVersion(PublishVersion request) throws InterruptedException;

  /// ListStateMachineVersions, newest first.
  ///
  /// @throws WorkflowException `InvalidArn`, `StateMachineDoesNotExist`, `InvalidToken`
  Page<VersionSummary> listVersions(String account, String machineArn, PageRequest page);

  /// DeleteStateMachineVersion. One that does not exist is deleted already; its number is not used
  /// again.
  ///
  /// @throws WorkflowException `InvalidArn`, `ConflictException` when an alias routes to it,
  ///   `AccessDeniedException`
  void deleteVersion(String account, String versionArn) throws InterruptedException;

  /// CreateStateMachineAlias. The same request again gives the same answer.
  ///
  /// @return ARN and creation time
  /// @throws WorkflowException `ValidationException`, `ResourceNotFound`, `ConflictException`,
  ///   `AccessDeniedException`
  AliasDetail createAlias(CreateAlias request) throws InterruptedException;

  /// DescribeStateMachineAlias.
  ///
  /// @throws WorkflowException `InvalidArn`, `ResourceNotFound`
  AliasDetail describeAlias(String account, String aliasArn);

  /// ListStateMachineAliases, by name.
  ///
  /// @param machineArn the ARN of a machine, or of a version to list only aliases that route to it
  /// @throws WorkflowException `InvalidArn`, `StateMachineDoesNotExist`, `ResourceNotFound`,
  ///   `InvalidToken`
  Page<AliasDetail> listAliases(String account, String machineArn, PageRequest page);

  /// UpdateStateMachineAlias.
  ///
  /// @return when it was updated
  /// @throws WorkflowException `InvalidArn`, `ValidationException`, `ResourceNotFound`,
  ///   `AccessDeniedException`
  Instant updateAlias(UpdateAlias request) throws InterruptedException;

  /// DeleteStateMachineAlias.
  ///
  /// @throws WorkflowException `InvalidArn`, `ResourceNotFound`, `AccessDeniedException`
  void deleteAlias(String account, String aliasArn) throws InterruptedException;

  /// TagResource, for machines and activities. A key that is there gets the new value.
  ///
  /// @throws WorkflowException `InvalidArn`, `ResourceNotFound`, `TooManyTags`,
  ///   `AccessDeniedException`
  void tag(String account, String resourceArn, List<Tag> tags) throws InterruptedException;

  /// UntagResource. Keys that are not there are no error.
  ///
  /// @throws WorkflowException `InvalidArn`, `ResourceNotFound`, `AccessDeniedException`
  void untag(String account, String resourceArn, List<String> keys) throws InterruptedException;

  /// ListTagsForResource, in the order in which they were added.
  ///
  /// @throws WorkflowException `InvalidArn`, `ResourceNotFound`
  List<Tag> tags(String account, String resourceArn);
}
