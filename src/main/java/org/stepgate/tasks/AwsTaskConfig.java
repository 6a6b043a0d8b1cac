package org.stepgate.tasks;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/// Where the AWS services are that Task states call.
///
/// @param region the region of all services, such as `us-east-1`; empty: what `AWS_REGION` or
///   `AWS_DEFAULT_REGION` says, else the region of the execution
/// @param endpoints base addresses by service, named as in `arn:aws:states:::aws-sdk:SERVICE:…`;
///   the others are where the variables `AWS_ENDPOINT_URL_SERVICE` and `AWS_ENDPOINT_URL` say, else
///   at AWS
/// @param webIdentity how roles are assumed by the identity token of a call; empty: by the worker's
///   own credentials
public record AwsTaskConfig(
    Optional<String> region,
    SequencedMap<String, URI> endpoints,
    Optional<WebIdentity> webIdentity) {
  /// Copies the endpoints and checks that each is an absolute `http` or `https` address.
  public AwsTaskConfig {
    endpoints = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(endpoints));
    endpoints.values().forEach(AwsTaskConfig::checked);
  }

  /// Roles are assumed by own credentials.
  public AwsTaskConfig(Optional<String> region, SequencedMap<String, URI> endpoints) {
    this(region, endpoints, Optional.empty());
  }

  /// Roles that are assumed by the identity token of a call.
  ///
  /// @param audience what the token says in `aud`
  /// @param roleArn the role of calls of states without `Credentials`; empty: those are made with
  ///   the worker's own credentials
  public record WebIdentity(String audience, Optional<String> roleArn) {
    /// The audience that AWS's documents propose.
    public static final String USUAL_AUDIENCE = "sts.amazonaws.com";

    private static final Pattern ROLE =
        Pattern.compile("arn:aws[a-z-]*:iam::[0-9]{12}:role/[!-~]{1,575}");

    /// Checks the role.
    public WebIdentity {
      roleArn.ifPresent(WebIdentity::role);
    }

    /// The ARN of a role.
    ///
    /// @throws IllegalArgumentException when it is none
    public static String role(String text) {
      if (!ROLE.matcher(text).matches()) {
        throw new IllegalArgumentException(
            "'" + text + "' is no ARN of a role, such as arn:aws:iam::123456789012:role/name");
      }
      return text;
    }
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
