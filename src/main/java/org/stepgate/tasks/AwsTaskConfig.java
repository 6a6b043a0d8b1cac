package org.stepgate.tasks;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// Where the AWS services are that Task states call.
///
/// @param region the region of all services, such as `us-east-1`; empty: what `AWS_REGION` or
///   `AWS_DEFAULT_REGION` says, else the region of the execution
/// @param endpoints base addresses by service, named as in `arn:aws:states:::aws-sdk:SERVICE:…`;
///   the others are where the variables `AWS_ENDPOINT_URL_SERVICE` and `AWS_ENDPOINT_URL` say, else
///   at AWS
public record AwsTaskConfig(Optional<String> region, SequencedMap<String, URI> endpoints) {
  /// Copies the endpoints and checks that each is an absolute `http` or `https` address.
  public AwsTaskConfig {
    endpoints = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(endpoints));
    endpoints.values().forEach(AwsTaskConfig::checked);
  }

  /// Nothing but what the environment says.
  public static AwsTaskConfig defaults() {
    return new AwsTaskConfig(Optional.empty(), new LinkedHashMap<>());
  }

  /// The address of an endpoint.
  ///
  /// @throws IllegalArgumentException when it is not an absolute `http` or `https` address
  public static URI endpoint(String text) {
    return checked(URI.create(text));
  }

  private static URI checked(URI endpoint) {
    String scheme = endpoint.getScheme();
    boolean web = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
    if (!web || endpoint.getHost() == null) {
      throw new IllegalArgumentException(
          "endpoint is '" + endpoint + "', expected http://host or https://host");
    }
    return endpoint;
  }
}
