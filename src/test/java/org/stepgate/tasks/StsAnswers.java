package org.stepgate.tasks;

import java.time.Instant;

/// What STS answers.
final class StsAnswers {
  private StsAnswers() {}

  /// Credentials with the session token `session`.
  static String assumed(String key, Instant expiration) {
    return """
    <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
      <AssumeRoleWithWebIdentityResult>
        <Credentials>
          <AccessKeyId>%s</AccessKeyId>
          <SecretAccessKey>secret</SecretAccessKey>
          <SessionToken>session</SessionToken>
          <Expiration>%s</Expiration>
        </Credentials>
      </AssumeRoleWithWebIdentityResult>
    </AssumeRoleWithWebIdentityResponse>
    """
        .formatted(key, expiration);
  }

  /// A refusal.
  static String refused(String code, String message) {
    return """
    <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
      <Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>
      <RequestId>1</RequestId>
    </ErrorResponse>
    """
        .formatted(code, message);
  }
}
