package org.stepgate.tasks;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/// What clients sign with: the SDK's default chain, and a role where a state has `Credentials` and
/// roles are not assumed by identity tokens.
///
/// On this host no credentials are needed: where none are configured, requests are signed with the
/// key `test`, and in the place of a role with the number of its account as key, which stand-ins of
/// AWS take for the account. Roles are assumed there too when an endpoint of STS is configured.
///
/// Threads: safe for use by any.
final class AwsCredentials implements AutoCloseable {
  private static final String TEST = "test";
  private static final String SESSION = "stepgate";
  private static final int ACCOUNT_PART = 4;

  private final AwsEndpoints endpoints;
  private final SdkHttpClient http;
  private final List<SdkAutoCloseable> open = new ArrayList<>();

  AwsCredentials(AwsEndpoints endpoints, SdkHttpClient http) {
    this.endpoints = endpoints;
    this.http = http;
  }

  /// The credentials of one client.
  ///
  /// @param endpoint where the client calls; null for AWS itself
  /// @param role the ARN of the role to act in; null to act in one's own
  AwsCredentialsProvider provider(@Nullable URI endpoint, String region, @Nullable String role) {
    boolean local = endpoint != null && AwsEndpoints.isLoopback(endpoint);
    if (role == null) {
      return own(local);
    }
    return assumes(Optional.ofNullable(endpoint))
        ? assumed(role, region, sts())
        : key(account(role));
  }

  /// True when a role for calls to that endpoint is assumed through STS, false when its account is
  /// the key.
  boolean assumes(Optional<URI> endpoint) {
    return endpoint.filter(AwsEndpoints::isLoopback).isEmpty() || sts().isPresent();
  }

  private Optional<URI> sts() {
    return endpoints.endpoint("sts", "Sts");
  }

  private AwsCredentialsProvider own(boolean local) {
    return local
        ? AwsCredentialsProviderChain.of(
            SystemPropertyCredentialsProvider.create(),
            EnvironmentVariableCredentialsProvider.create(),
            kept(ProfileCredentialsProvider.create()),
            key(TEST))
        : kept(DefaultCredentialsProvider.builder().build());
  }

  private AwsCredentialsProvider assumed(String role, String region, Optional<URI> sts) {
    boolean local = sts.filter(AwsEndpoints::isLoopback).isPresent();
    StsClientBuilder client =
        StsClient.builder()
            .httpClient(http)
            .region(Region.of(region))
            .credentialsProvider(own(local));
    sts.ifPresent(client::endpointOverride);
    return kept(
        StsAssumeRoleCredentialsProvider.builder()
            .stsClient(kept(client.build()))
            .refreshRequest(request -> request.roleArn(role).roleSessionName(SESSION))
            .build());
  }

  private <T extends SdkAutoCloseable> T kept(T resource) {
    synchronized (open) {
      open.add(resource);
    }
    return resource;
  }

  private static AwsCredentialsProvider key(String key) {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(key, TEST));
  }

  private static String account(String role) {
    String[] parts = role.split(":", ACCOUNT_PART + 2);
    return parts.length > ACCOUNT_PART && !parts[ACCOUNT_PART].isEmpty()
        ? parts[ACCOUNT_PART]
        : TEST;
  }

  @Override
  public void close() {
    synchronized (open) {
      open.reversed().forEach(SdkAutoCloseable::close);
      open.clear();
    }
  }
}
