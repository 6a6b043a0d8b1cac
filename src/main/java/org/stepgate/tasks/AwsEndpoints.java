package org.stepgate.tasks;

import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where each AWS service is, by the configuration and the environment.
///
/// Immutable, safe for use by any thread.
final class AwsEndpoints {
  private static final String VARIABLE = "AWS_ENDPOINT_URL";
  private static final String SERVICE_VARIABLE = VARIABLE + "_";
  private static final String IGNORED = "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS";
  private static final String USUAL_REGION = "us-east-1";
  private static final Pattern REGION = Pattern.compile("[a-z]{2,}(-[a-z]+)+-\\d{1,2}");
  private static final int REGION_PART = 3;

  private final AwsTaskConfig config;
  private final Map<String, String> environment;

  AwsEndpoints(AwsTaskConfig config, Map<String, String> environment) {
    this.config = config;
    this.environment = Map.copyOf(environment);
  }

  /// The address of a service that is not where AWS has it.
  ///
  /// The name of the variable has the service's id with underscores, which a client's name has
  /// without: `AWS_ENDPOINT_URL_SECRETS_MANAGER` is for `SecretsManager`.
  ///
  /// @param service as resources name it, such as `secretsmanager`
  /// @param client the name of its client without `Client`, such as `SecretsManager`
  /// @spec https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
  ///   service-specific endpoints
  Optional<URI> endpoint(String service, String client) {
    URI configured = config.endpoints().get(service);
    if (configured != null) {
      return Optional.of(configured);
    }
    if (Boolean.parseBoolean(environment.getOrDefault(IGNORED, "false"))) {
      return Optional.empty();
    }
    String id = client.toUpperCase(Locale.ROOT);
    return environment.entrySet().stream()
        .filter(variable -> variable.getKey().startsWith(SERVICE_VARIABLE))
        .filter(variable ->
            variable.getKey().substring(SERVICE_VARIABLE.length()).replace("_", "").equals(id))
        .map(Map.Entry::getValue)
        .findFirst()
        .or(() -> Optional.ofNullable(environment.get(VARIABLE)))
        .filter(address -> !address.isBlank())
        .map(AwsTaskConfig::endpoint);
  }

  /// The region to call.
  ///
  /// @param resourceArn the ARN of what is called, whose region goes first; null when it has none
  /// @param executionArn whose region is used when nothing else says one
  String region(@Nullable String resourceArn, String executionArn) {
    return regionOf(resourceArn)
        .or(config::region)
        .or(() -> variable("AWS_REGION"))
        .or(() -> variable("AWS_DEFAULT_REGION"))
        .or(() -> regionOf(executionArn))
        .orElse(USUAL_REGION);
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
  }

  private static Optional<String> regionOf(@Nullable String arn) {
    String[] parts = arn == null ? new String[0] : arn.split(":", REGION_PART + 2);
    return parts.length > REGION_PART && REGION.matcher(parts[REGION_PART]).matches()
        ? Optional.of(parts[REGION_PART])
        : Optional.empty();
  }

  /// True for an address on this host, which needs no credentials of AWS.
  static boolean isLoopback(URI endpoint) {
    String host = endpoint.getHost();
    if (host.equalsIgnoreCase("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(host.replaceAll("^\\[|]$", "")).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false; // a name, not an address
    }
  }
}
