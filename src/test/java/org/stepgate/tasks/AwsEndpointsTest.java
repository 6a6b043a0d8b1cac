package org.stepgate.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AwsEndpointsTest {
  private static final String EXECUTION = "arn:aws:states:eu-west-1:1:execution:m:n";

  @Test
  void endpoint_configuredBeforeServiceVariableBeforeGeneralOne() {
    var configured = new LinkedHashMap<String, URI>();
    configured.put("sqs", URI.create("http://configured"));
    var endpoints =
        new AwsEndpoints(
            new AwsTaskConfig(Optional.empty(), configured),
            Map.of(
                "AWS_ENDPOINT_URL", "http://general",
                "AWS_ENDPOINT_URL_SQS", "http://sqs",
                "AWS_ENDPOINT_URL_SECRETS_MANAGER", "http://secrets"));

    assertThat(endpoints.endpoint("sqs", "Sqs")).hasValue(URI.create("http://configured"));
    assertThat(endpoints.endpoint("secretsmanager", "SecretsManager"))
        .hasValue(URI.create("http://secrets"));
    assertThat(endpoints.endpoint("sns", "Sns")).hasValue(URI.create("http://general"));
  }

  @Test
  void endpoint_variablesIgnored_onlyConfigurationCounts() {
    var endpoints =
        new AwsEndpoints(
            AwsTaskConfig.defaults(),
            Map.of(
                "AWS_ENDPOINT_URL",
                "http://general",
                "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
                "true"));

    assertThat(endpoints.endpoint("sns", "Sns")).isEmpty();
  }

  @Test
  void region_ofTheResourceThenConfigurationThenVariablesThenExecution() {
    var plain = new AwsEndpoints(AwsTaskConfig.defaults(), Map.of());
    var variables =
        new AwsEndpoints(AwsTaskConfig.defaults(), Map.of("AWS_DEFAULT_REGION", "us-west-2"));
    var configured =
        new AwsEndpoints(
            new AwsTaskConfig(Optional.of("ap-south-1"), new LinkedHashMap<>()),
            Map.of("AWS_REGION", "us-west-1"));

    assertThat(configured.region("arn:aws:lambda:us-gov-east-1:1:function:f", EXECUTION))
        .isEqualTo("us-gov-east-1");
    assertThat(configured.region(null, EXECUTION)).isEqualTo("ap-south-1");
    assertThat(variables.region(null, EXECUTION)).isEqualTo("us-west-2");
    assertThat(plain.region(null, EXECUTION)).isEqualTo("eu-west-1");
    assertThat(plain.region(null, "arn:aws:states:local:0:execution:m:n")).isEqualTo("us-east-1");
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:1, true", "http://localhost, true", "http://[::1]:2, true",
    "http://127.9.9.9, true", "http://10.0.0.1, false",
        "https://sqs.us-east-1.amazonaws.com, false",
    "http://localhost.example.org, false",
  })
  void isLoopback(String address, boolean expected) {
    assertThat(AwsEndpoints.isLoopback(URI.create(address))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://host", "host", "http:///x", "/path"})
  void endpoint_thatIsNoWebAddress_isRefused(String address) {
    assertThatThrownBy(() -> AwsTaskConfig.endpoint(address))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
