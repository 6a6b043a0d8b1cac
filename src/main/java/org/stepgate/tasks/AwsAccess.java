package org.stepgate.tasks;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkClient;

/// How a service is called.
///
/// @param client the client, which whoever has made it closes
/// @param credentials what requests are signed with; null for what the client has itself
record AwsAccess(SdkClient client, @Nullable AwsCredentialsProvider credentials) {
  /// Has a request signed so.
  void prepare(AwsRequest.Builder request) {
    if (credentials != null) {
      request.overrideConfiguration(override -> override.credentialsProvider(credentials));
    }
  }
}
