package org.stepgate.workflow;

import org.jspecify.annotations.Nullable;

/// With which key a machine or an activity wants its data encrypted. Stored and shown; data lie in
/// the store as the file system keeps them.
///
/// @param type `AWS_OWNED_KEY` or `CUSTOMER_MANAGED_KMS_KEY`
/// @param kmsKeyId the key; null for the first type
/// @param reusePeriodSeconds how long a data key is reused; null when not given
public record EncryptionConfiguration(
    Type type, @Nullable String kmsKeyId, @Nullable Integer reusePeriodSeconds) {
  /// What holds where nothing is said.
  public static final EncryptionConfiguration AWS_OWNED =
      new EncryptionConfiguration(Type.AWS_OWNED_KEY, null, null);

  /// Whose key, with the names of the API.
  public enum Type {
    /// The service's.
    AWS_OWNED_KEY,
    /// The customer's.
    CUSTOMER_MANAGED_KMS_KEY
  }
}
