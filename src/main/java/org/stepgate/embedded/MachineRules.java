package org.stepgate.embedded;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stepgate.workflow.EncryptionConfiguration;
import org.stepgate.workflow.ExecutionId;
import org.stepgate.workflow.LoggingConfiguration;
import org.stepgate.workflow.MachineSettings;
import org.stepgate.workflow.WorkflowException;

/// The rules of the API for what machines are given, with its texts.
final class MachineRules {
  private MachineRules() {}

  /// @throws WorkflowException `InvalidName`
  static void requireName(String name) {
    if (!ExecutionId.isName(name)) {
      throw WorkflowException.invalidName(name);
    }
  }

  /// @throws WorkflowException `ValidationException` when a description is given for no version
  static void requirePublished(boolean publish, @Nullable String versionDescription) {
    if (!publish && versionDescription != null) {
      throw WorkflowException.validation(
          "Version description can only be set when publish is true");
    }
  }

  /// @throws WorkflowException `InvalidLoggingConfiguration`, `InvalidEncryptionConfiguration`
  static void require(MachineSettings settings) {
    LoggingConfiguration logging = settings.logging();
    List<String> groups = logging.logGroupArns();
    int destinations = groups == null ? 0 : groups.size();
    boolean silent = logging.level() == LoggingConfiguration.Level.OFF;
    if (destinations != 1 && !(silent && destinations == 0)) {
      throw new WorkflowException(
          "InvalidLoggingConfiguration",
          "Invalid Logging Configuration: Must specify exactly one Log Destination.");
    }
    EncryptionConfiguration encryption = settings.encryption();
    boolean customers = encryption.type() == EncryptionConfiguration.Type.CUSTOMER_MANAGED_KMS_KEY;
    if (customers != (encryption.kmsKeyId() != null)) {
      throw new WorkflowException(
          "InvalidEncryptionConfiguration",
          customers
              ? "Invalid Encryption Configuration: kmsKeyId is missing"
              : "Invalid Encryption Configuration: kmsKeyId goes with CUSTOMER_MANAGED_KMS_KEY");
    }
  }
}
