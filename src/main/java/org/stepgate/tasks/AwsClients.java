package org.stepgate.tasks;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.sts.StsClient;

/// The clients of AWS services, made when they are first used and kept, at most [#MOST] of them.
///
/// Clients share one HTTP client, hold no threads, and do not try again by themselves: Retry of the
/// state decides that.
///
/// Threads: safe for use by any.
final class AwsClients implements AutoCloseable {
  /// How many clients are kept; the one that was not used for longest goes first.
  static final int MOST = 32;

  /// A call ends by its own limit, and by the end of its thread; this ends what escapes both.
  private static final Duration SOCKET_TIME = Duration.ofHours(1);

  private static final Duration CONNECT_TIME = Duration.ofSeconds(10);

  private final AwsEndpoints endpoints;
  private final AwsCredentials credentials;
  private final SdkHttpClient http;
  private final SequencedMap<Key, SdkClient> clients = new LinkedHashMap<>();
  private final Optional<AwsTaskConfig.WebIdentity> webIdentity;
  private final @Nullable WebIdentityRoles roles;

  AwsClients(AwsTaskConfig config, Map<String, String> environment, IdentityTokens tokens) {
    this.webIdentity = config.webIdentity();
    this.roles =
        webIdentity
            .map(by -> new WebIdentityRoles(by.audience(), tokens, InstantSource.system()))
            .orElse(null);
    this.endpoints = new AwsEndpoints(config, environment);
    this.http =
        UrlConnectionHttpClient.builder()
            .socketTimeout(SOCKET_TIME)
            .connectionTimeout(CONNECT_TIME)
            .build();
    this.credentials = new AwsCredentials(endpoints, http);
  }

  /// What distinguishes clients.
  ///
  /// @param role the role that is assumed; null for none
  private record Key(String service, String region, @Nullable String role) {}

  /// The endpoints that clients use.
  AwsEndpoints endpoints() {
    return endpoints;
  }

  /// How a call reaches a service in a region, in the role of its state, else in that of the
  /// configuration.
  ///
  /// @throws TaskRefusedException when the role cannot be assumed by the call's identity token
  AwsAccess access(SdkService service, String region, TaskCall call) {
    String own = call.context().roleArn();
    String role =
        own == null ? webIdentity.flatMap(AwsTaskConfig.WebIdentity::roleArn).orElse(null) : own;
    if (roles == null || role == null || !credentials.assumes(endpoint(service))) {
      return new AwsAccess(client(service, region, role), null);
    }
    return new AwsAccess(
        client(service, region, null), roles.credentials(role, call, () -> sts(region)));
  }

  private StsClient sts(String region) {
    return (StsClient) client(SdkService.of("sts").orElseThrow(), region, null);
  }

  /// The client of a service in a region. The caller does not close it.
  ///
  /// @param role the ARN of the role to act in; null to act in one's own
  SdkClient client(SdkService service, String region, @Nullable String role) {
    var key = new Key(service.name(), region, role);
    synchronized (clients) {
      SdkClient known = clients.remove(key);
      SdkClient client = known == null ? newClient(service, region, role) : known;
      clients.putLast(key, client);
      if (clients.size() > MOST) {
        clients.pollFirstEntry().getValue().close();
      }
      return client;
    }
  }

  private Optional<URI> endpoint(SdkService service) {
    return endpoints.endpoint(service.name(), service.clientName());
  }

  private SdkClient newClient(SdkService service, String region, @Nullable String role) {
    Optional<URI> endpoint = endpoint(service);
    AwsClientBuilder<?, ?> builder = service.newClientBuilder();
    ((AwsSyncClientBuilder<?, ?>) builder).httpClient(http);
    builder.region(Region.of(region));
    builder.credentialsProvider(credentials.provider(endpoint.orElse(null), region, role));
    builder.overrideConfiguration(
        override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()));
    if (endpoint.isPresent()) {
      builder.endpointOverride(endpoint.get());
      if (builder instanceof S3ClientBuilder s3) {
        // A bucket is no host name there, and a body in signed chunks not understood everywhere.
        s3.forcePathStyle(true);
        s3.requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED);
        s3.serviceConfiguration(settings -> settings.chunkedEncodingEnabled(false));
      }
    }
    return (SdkClient) builder.build();
  }

  /// Closes the clients; calls under way end with an error.
  @Override
  public void close() {
    synchronized (clients) {
      clients.values().forEach(SdkClient::close);
      clients.clear();
    }
    credentials.close();
    http.close();
  }
}
